"""Addresses of this app."""

from django.urls import path

from heard.apps.exploring.views import feed, finding, programs, sitemap, story, yours

urlpatterns = [
    path("", finding.home, name="home"),
    path("explore/", finding.explore, name="explore"),
    path("explore/feed.atom", feed.found, name="explore-feed"),
    path("explore/suggest/", finding.suggest, name="suggest"),
    path("reporters/", finding.reporters, name="reporters"),
    path("reporters/<slug:slug>/", finding.reporter, name="reporter"),
    path("robots.txt", programs.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-pages.xml", sitemap.pages, name="sitemap-pages"),
    path("sitemap-stories-<int:number>.xml", sitemap.stories, name="sitemap-stories"),
    path(".well-known/security.txt", programs.security, name="security-txt"),
    path("manifest.webmanifest", programs.manifest, name="manifest"),
    path("favicon.ico", programs.favicon, name="favicon"),
    path("stories.atom", feed.newest, name="feed"),
    path("reporters/<slug:slug>/feed.atom", feed.by_reporter, name="reporter-feed"),
    path("reporters/<slug:slug>/picture.jpg", finding.picture, name="reporter-picture"),
    path("about/", finding.about, name="about"),
    path("stories/<slug:slug>/", story.story, name="story"),
    path("stories/<slug:slug>/captions.vtt", story.captions, name="captions"),
    path("stories/<slug:slug>/transcript.<slug:suffix>", story.transcript_file, name="transcript-file"),
    path("yours/<str:token>/media/<str:name>", yours.media, name="yours-media"),
    path("yours/<str:token>/captions.vtt", yours.captions, name="yours-captions"),
]

# Somebody's own part in a story, by their private link or by their account.
for way, prefix in (("yours/<str:token>/", ""), ("stories/<slug:slug>/yours/", "my-")):
    urlpatterns += [
        path(way, yours.yours, name=f"{prefix}yours"),
        path(f"{way}uses/", yours.uses, name=f"{prefix}yours-uses"),
        path(f"{way}name/", yours.name, name=f"{prefix}yours-name"),
        path(f"{way}tell/", yours.tell, name=f"{prefix}yours-tell"),
        path(f"{way}sign/", yours.sign, name=f"{prefix}yours-sign"),
        path(f"{way}take-back/", yours.take_back, name=f"{prefix}yours-take-back"),
        path(f"{way}bring-back/", yours.bring_back, name=f"{prefix}yours-bring-back"),
    ]
