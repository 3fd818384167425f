"""Addresses of this app."""

from django.urls import path

from heard.apps.exploring.views import cards, feed, finding, kept, looks, podcast, programs, sitemap, story

urlpatterns = [
    path("", finding.home, name="home"),
    path("explore/", finding.explore, name="explore"),
    path("explore/feed.atom", feed.found, name="explore-feed"),
    path("explore/suggest/", finding.suggest, name="suggest"),
    path("explore/keep/", kept.keep, name="keep-search"),
    path("explore/kept/", kept.searches, name="kept-searches"),
    path("explore/kept/<int:pk>/", kept.search, name="kept-search"),
    path("explore/kept/<int:pk>/end/", kept.end, name="end-search"),
    path("stories/<slug:slug>/card-<slug:stamp>.png", cards.card, name="story-card"),
    path("card-<slug:stamp>.png", cards.network_card, name="network-card"),
    path("reporters/", finding.reporters, name="reporters"),
    path("reporters/<slug:slug>/", finding.reporter, name="reporter"),
    path("looks/", looks.looks, name="looks"),
    path("robots.txt", programs.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-pages.xml", sitemap.pages, name="sitemap-pages"),
    path("sitemap-stories-<int:number>.xml", sitemap.stories, name="sitemap-stories"),
    path(".well-known/security.txt", programs.security, name="security-txt"),
    path("manifest.webmanifest", programs.manifest, name="manifest"),
    path("favicon.ico", programs.favicon, name="favicon"),
    path("podcast.xml", podcast.podcast, name="podcast"),
    path("stories.atom", feed.newest, name="feed"),
    path("reporters/<slug:slug>/feed.atom", feed.by_reporter, name="reporter-feed"),
    path("reporters/<slug:slug>/picture.jpg", finding.picture, name="reporter-picture"),
    path("how-it-works/", finding.how_it_works, name="how-it-works"),
    path("stories/<slug:slug>/", story.story, name="story"),
    path("stories/<slug:slug>/in/<slug:language>/", story.story, name="story-in"),
    path("stories/<slug:slug>/in/<slug:language>/captions.vtt", story.captions, name="captions-in"),
    path(
        "stories/<slug:slug>/in/<slug:language>/transcript.<slug:suffix>",
        story.transcript_file,
        name="transcript-file-in",
    ),
    path("stories/<slug:slug>/captions.vtt", story.captions, name="captions"),
    path("stories/<slug:slug>/transcript.<slug:suffix>", story.transcript_file, name="transcript-file"),
]
