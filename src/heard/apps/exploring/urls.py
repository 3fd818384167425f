"""Addresses of this app."""

from django.urls import path

from heard.apps.exploring.views import feed, finding, story

urlpatterns = [
    path("", finding.home, name="home"),
    path("explore/", finding.explore, name="explore"),
    path("reporters/", finding.reporters, name="reporters"),
    path("reporters/<slug:slug>/", finding.reporter, name="reporter"),
    path("stories.atom", feed.newest, name="feed"),
    path("reporters/<slug:slug>/picture.jpg", finding.picture, name="reporter-picture"),
    path("about/", finding.about, name="about"),
    path("stories/<slug:slug>/", story.story, name="story"),
    path("stories/<slug:slug>/captions.vtt", story.captions, name="captions"),
    path("stories/<slug:slug>/transcript.<slug:suffix>", story.transcript_file, name="transcript-file"),
]
