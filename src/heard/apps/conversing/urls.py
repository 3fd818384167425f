"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.conversing.views import comments, human, notices

urlpatterns: list[URLPattern] = [
    path("stories/<slug:slug>/comments/", comments.comments, name="comments"),
    path("stories/<slug:slug>/experienced/", comments.experienced, name="experienced"),
    path("comments/<int:pk>/", comments.comment, name="comment"),
    path("comments/<int:pk>/remove/", comments.remove, name="remove-comment"),
    path("human-check/", human.challenge, name="human-check"),
    path("notices/", notices.notices, name="notices"),
    path("notices/e-mail/", notices.choose, name="choose-mail"),
    path("notices/stop/<str:token>/", notices.stop, name="stop-notices"),
]
