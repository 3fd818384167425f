"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.telling.views import media, pictures, stories, uploads

urlpatterns: list[URLPattern] = [
    path("tell/", stories.tell, name="tell"),
    path("stories/<slug:slug>/recording/", stories.send_recording, name="send-recording"),
    path("stories/<slug:slug>/delete/", stories.delete, name="delete-story"),
    path("stories/<slug:slug>/media/<str:name>", media.media, name="media"),
    path("stories/<slug:slug>/picture/", pictures.story_picture, name="story-picture"),
    path("stories/<slug:slug>/picture/<int:side>.jpg", pictures.picture, name="story-picture-copy"),
    path("stories/<slug:slug>/picture/drop/", pictures.drop_story_picture, name="drop-story-picture"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:key>/", uploads.upload, name="upload"),
]
