"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.telling.views import media, stories, uploads

urlpatterns: list[URLPattern] = [
    path("tell/", stories.tell, name="tell"),
    path("stories/<slug:slug>/recording/", stories.send_recording, name="send-recording"),
    path("stories/<slug:slug>/delete/", stories.delete, name="delete-story"),
    path("stories/<slug:slug>/media/<str:name>", media.media, name="media"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:key>/", uploads.upload, name="upload"),
]
