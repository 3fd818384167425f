"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.helping.views import offers, pairs, queueing

urlpatterns: list[URLPattern] = [
    path("offers/", offers.offers, name="offers"),
    path("offers/all/", offers.yes_to_all, name="yes-to-all"),
    path("offers/<int:pk>/answer/", offers.answer, name="answer-offer"),
    path("offers/<int:pk>/heard/", offers.heard, name="offer-heard"),
    path("offers/answers/<int:pk>/undo/", offers.undo, name="undo-answer"),
    path("stories/<slug:slug>/offers/", offers.offers_in, name="story-offers"),
    path("help/", queueing.help_out, name="help"),
    path("stories/<slug:slug>/help/", queueing.help_out, name="story-help"),
    path("help/<int:pk>/", queueing.answer, name="help-answer"),
    path("help/stop/", queueing.stop, name="help-stop"),
    path("help/thanks/", queueing.thanks, name="help-thanks"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/<int:pk>/", pairs.pair, name="pair"),
    path("pairs/<int:pk>/steer/", pairs.steer, name="steer-pair"),
    path("pairs/<int:pk>/undo/", pairs.undo, name="undo-pair"),
]
