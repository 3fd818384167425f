"""Addresses of this app."""

from django.urls import path

from heard.apps.sharing.views import cards, moments, players

urlpatterns = [
    path("stories/<slug:slug>/share/", moments.share, name="share"),
    path("moments/<slug:code>/", moments.moment, name="moment"),
    path("moments/<slug:code>/card-<slug:stamp>.png", cards.card, name="moment-card"),
    path("moments/<slug:code>/cite.<slug:suffix>", moments.citation, name="cite-moment"),
    path("embed/moments/<slug:code>/", players.moment, name="embed-moment"),
    path("embed/stories/<slug:slug>/", players.story, name="embed-story"),
    path("oembed/", players.oembed, name="oembed"),
]
