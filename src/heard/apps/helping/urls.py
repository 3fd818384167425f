"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.helping.views import offers, queueing, rules

urlpatterns: list[URLPattern] = [
    path("offers/", offers.offers, name="offers"),
    path("offers/all/", offers.yes_to_all, name="yes-to-all"),
    path("offers/<int:pk>/answer/", offers.answer, name="answer-offer"),
    path("offers/<int:pk>/heard/", offers.heard, name="offer-heard"),
    path("offers/answers/<int:pk>/take-back/", offers.take_back, name="take-back-answer"),
    path("stories/<slug:slug>/offers/", offers.offers, name="story-offers"),
    path("help/", queueing.help_out, name="help"),
    path("stories/<slug:slug>/help/", queueing.help_out, name="story-help"),
    path("help/<int:pk>/", queueing.answer, name="help-answer"),
    path("help/stop/", queueing.stop, name="help-stop"),
    path("help/thanks/", queueing.thanks, name="help-thanks"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<int:pk>/", rules.rule, name="rule"),
    path("rules/<int:pk>/steer/", rules.steer, name="steer-rule"),
    path("rules/<int:pk>/undo/", rules.undo, name="undo-rule"),
]
