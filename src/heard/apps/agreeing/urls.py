"""Addresses of this app."""

from django.urls import path

from heard.apps.agreeing.views import people, taking_back, yours

urlpatterns = [
    path("stories/<slug:slug>/people/", people.people, name="story-people"),
    path("stories/<slug:slug>/people/add/", people.add, name="add-person"),
    path("stories/<slug:slug>/people/voices/", people.voices, name="story-voices"),
    path("stories/<slug:slug>/people/<int:number>/", people.person, name="story-person"),
    path("stories/<slug:slug>/people/<int:number>/uses/", people.uses, name="person-uses"),
    path("stories/<slug:slug>/people/<int:number>/signed/", people.signed, name="person-signed"),
    path("stories/<slug:slug>/people/<int:number>/card/", people.card, name="person-card"),
    path("stories/<slug:slug>/people/<int:number>/end-links/", people.end_links, name="person-end-links"),
    path("stories/<slug:slug>/people/<int:number>/remove/", people.remove, name="person-remove"),
    path("stories/<slug:slug>/people/<int:number>/papers/<slug:name>.jpg", people.paper, name="person-paper"),
    path("stories/<slug:slug>/audience/", people.audience, name="audience"),
    path("stories/<slug:slug>/take-back/", taking_back.take_back, name="take-story-back"),
    path("stories/<slug:slug>/bring-back/", taking_back.bring_back, name="bring-back"),
    path("yours/<str:token>/media/<str:name>", yours.media, name="yours-media"),
    path("yours/<str:token>/captions.vtt", yours.captions, name="yours-captions"),
]

# Somebody's own part in a story, by their private link or by their account.
for way, prefix in (("yours/<str:token>/", ""), ("stories/<slug:slug>/yours/", "my-")):
    urlpatterns += [
        path(way, yours.yours, name=f"{prefix}yours"),
        path(f"{way}uses/", yours.uses, name=f"{prefix}yours-uses"),
        path(f"{way}name/", yours.name, name=f"{prefix}yours-name"),
        path(f"{way}tell/", yours.tell, name=f"{prefix}yours-tell"),
        path(f"{way}sign/", yours.sign, name=f"{prefix}yours-sign"),
        path(f"{way}take-back/", yours.take_back, name=f"{prefix}yours-take-back"),
        path(f"{way}bring-back/", yours.bring_back, name=f"{prefix}yours-bring-back"),
    ]
