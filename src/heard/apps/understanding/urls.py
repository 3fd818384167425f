"""Addresses of this app."""

from django.urls import path

from heard.apps.understanding.views import chapters

urlpatterns = [
    path("stories/<slug:slug>/chapters/", chapters.chapters, name="chapters"),
    path("stories/<slug:slug>/chapters/<int:pk>/", chapters.chapter, name="chapter"),
    path("stories/<slug:slug>/chapters.json", chapters.for_podcasts, name="podcast-chapters"),
    path("stories/<slug:slug>/chapters.vtt", chapters.for_players, name="player-chapters"),
]
