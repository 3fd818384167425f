"""Addresses of this app."""

from django.urls import include, path

from heard.apps.connecting.views import (
    archives,
    articles,
    corrections,
    documentation,
    finding,
    manifests,
    stories,
    tokens,
    webhooks,
)
from heard.apps.connecting.views.api import api

for _router in (stories.router, finding.router, articles.router, finding.words, corrections.router):
    api.add_router("", _router)

urlpatterns = [
    path("account/programs/", tokens.tokens, name="tokens"),
    path("account/programs/new/", tokens.make, name="make-token"),
    path("account/programs/<int:pk>/end/", tokens.end, name="end-token"),
    path("moderate/webhooks/", webhooks.webhooks, name="webhooks"),
    path("moderate/webhooks/new/", webhooks.make, name="make-webhook"),
    path("moderate/webhooks/<int:pk>/", webhooks.change, name="change-webhook"),
    path("oai/", archives.oai, name="oai"),
    path("stories/<slug:slug>/manifest.json", manifests.manifest, name="manifest-of-story"),
    path("api/v1/", documentation.page, name="api"),
    path("api/v1/openapi.json", documentation.document, name="openapi"),
    path("api/v1/", include(api.urls[0])),
]
