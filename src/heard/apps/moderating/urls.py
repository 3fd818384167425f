"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.moderating.views import cases, concerns, deciding, desk

urlpatterns: list[URLPattern] = [
    path("concerns/new/", concerns.raise_concern, name="raise-concern"),
    path("yours/<str:token>/concern/", concerns.raise_by_link, name="yours-concern"),
    path("concerns/<str:token>/", concerns.concern, name="concern"),
    path("how-we-moderate/", concerns.how_we_moderate, name="how-we-moderate"),
    path("moderate/", desk.desk, name="moderate"),
    path("moderate/stories/", desk.stories, name="moderate-stories"),
    path("moderate/stories/<int:pk>/release/", desk.release, name="release-story"),
    path("moderate/consents/", desk.consents, name="moderate-consents"),
    path("moderate/replies/", desk.replies, name="saved-replies"),
    path("moderate/replies/<int:pk>/", desk.replies, name="saved-reply"),
    path("moderate/comments/", deciding.comments, name="moderate-comments"),
    path("moderate/comments/<int:pk>/", deciding.decide_comment, name="decide-comment"),
    path("moderate/concerns/", deciding.concerns, name="moderate-concerns"),
    path("moderate/concerns/<int:pk>/", deciding.concern, name="moderate-concern"),
    path("moderate/concerns/<int:pk>/take/", deciding.take, name="take-concern"),
    path("moderate/concerns/<int:pk>/hand-over/", deciding.hand_over, name="hand-over-concern"),
    path("moderate/concerns/<int:pk>/decide/", deciding.rule, name="decide-concern"),
    path("moderate/concerns/<int:pk>/contacts/", cases.contacts, name="case-contacts"),
    path("moderate/concerns/<int:pk>/notes/", cases.note, name="case-note"),
    path("moderate/concerns/<int:pk>/passed-on/", cases.refer, name="case-refer"),
    path("moderate/concerns/<int:pk>/deadline/", cases.deadline, name="case-deadline"),
]
