"""Addresses of this app."""

from django.urls import path

from heard.apps.understanding.views import chapters, easy, translations

urlpatterns = [
    path("stories/<slug:slug>/easy/", easy.easy, name="easy"),
    path("stories/<slug:slug>/easy/edit/", easy.edit, name="edit-easy"),
    path("stories/<slug:slug>/easy/edit/<int:pk>/", easy.line, name="easy-line"),
    path("stories/<slug:slug>/easy/edit/<int:pk>/move/", easy.move, name="move-easy"),
    path("stories/<slug:slug>/easy/<int:pk>.jpg", easy.picture, name="easy-picture"),
    path("stories/<slug:slug>/chapters/", chapters.chapters, name="chapters"),
    path("stories/<slug:slug>/chapters/<int:pk>/", chapters.chapter, name="chapter"),
    path("stories/<slug:slug>/chapters.json", chapters.for_podcasts, name="podcast-chapters"),
    path("stories/<slug:slug>/chapters.vtt", chapters.for_players, name="player-chapters"),
    path("stories/<slug:slug>/translations/", translations.translations, name="translations"),
    path("stories/<slug:slug>/translations/<slug:language>/", translations.translation, name="translation"),
    path("stories/<slug:slug>/translations/<slug:language>/file/", translations.file, name="translation-file"),
    path("stories/<slug:slug>/translations/<slug:language>/state/", translations.state, name="translation-state"),
]
