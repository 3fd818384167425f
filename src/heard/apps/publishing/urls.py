"""Addresses of this app."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from heard.apps.publishing.doors import for_writers
from heard.apps.publishing.views import files, followed, reading, writing

urlpatterns = [
    path("articles/", reading.articles, name="articles"),
    path("articles/feed.atom", followed.feed, name="articles-feed"),
    path("articles/<slug:slug>/", reading.article, name="article"),
    path("guides/", reading.guides, name="guides"),
    path("guides/<slug:slug>/", reading.guide, name="guide"),
    path("about/", reading.about, name="about"),
    path("about/<slug:slug>/", reading.about_page, name="about-page"),
    path("pages/pictures/<int:pk>/<int:side>.webp", files.picture, name="page-picture"),
    path("pages/pictures/copies/<int:pk>/", files.copy, name="page-picture-copy"),
    path("pages/files/<int:pk>/", files.file, name="page-file"),
    path("sitemap-articles.xml", followed.sitemap, name="sitemap-articles"),
    path("writing/", writing.writing, name="writing"),
    # One door to sign in and out, and one page about oneself.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("cms/account/", RedirectView.as_view(pattern_name="account_you")),
    path("cms/", include(decorate_urlpatterns(list(wagtail_urls.urlpatterns), for_writers))),
]
