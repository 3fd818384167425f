"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.correcting.views import agreement, checking, reports, review, revisions, words

urlpatterns: list[URLPattern] = [
    path("how-agreement-works/", agreement.how_agreement_works, name="how-agreement-works"),
    path("stories/<slug:slug>/report/", reports.report, name="report"),
    path("stories/<slug:slug>/corrections/", reports.correct, name="correct"),
    path("yours/<str:token>/report/", reports.report, name="yours-report"),
    path("yours/<str:token>/corrections/", reports.correct, name="yours-correct"),
    path("my-corrections/", reports.my_corrections, name="my-corrections"),
    path("my-corrections/thanks/", reports.thank_me, name="thank-me"),
    path("corrections/<int:pk>/withdraw/", reports.withdraw, name="withdraw-report"),
    path("corrections/<int:pk>/decide/", review.decide, name="decide"),
    path("corrections/<int:pk>/decline-all/", review.decline_all, name="decline-all"),
    path("stories/<slug:slug>/review/undo/", review.reopen_all, name="reopen-all"),
    path("review/", review.review, name="review"),
    path("stories/<slug:slug>/review/", review.review_story, name="review-story"),
    path("stories/<slug:slug>/check/", checking.check, name="check"),
    path("stories/<slug:slug>/words/<str:word>/", words.word, name="word"),
    path("stories/<slug:slug>/revisions/", revisions.revisions, name="revisions"),
    path("stories/<slug:slug>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("stories/<slug:slug>/revisions/<int:number>/undo/", revisions.undo, name="undo-revision"),
]
