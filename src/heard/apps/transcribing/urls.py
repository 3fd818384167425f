"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.transcribing import views
from heard.apps.transcribing.views import people, taking_back

urlpatterns: list[URLPattern] = [
    path("my-stories/", views.my_stories, name="my-stories"),
    path("stories/<slug:slug>/edit/", views.edit, name="edit-story"),
    path("stories/<slug:slug>/publish/", views.publish, name="publish"),
    path("stories/<slug:slug>/progress/", views.progress, name="progress"),
    path("stories/<slug:slug>/try-again/", views.retry, name="try-again"),
    path("stories/<slug:slug>/transcribe-again/", views.again, name="transcribe-again"),
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
]
