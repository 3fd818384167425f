"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.furnishing import views

urlpatterns: list[URLPattern] = [
    path("moderate/network/", views.your_network, name="your-network"),
    path("moderate/network/preview/", views.preview, name="preview-network"),
    path("moderate/network/logo/", views.send, name="send-logo"),
    path("moderate/network/logo/<slug:shade>/drop/", views.drop, name="drop-logo"),
    path("colours/<slug:chosen>.css", views.colours, name="colours"),
    path("logo/<slug:name>.png", views.logo, name="logo"),
]
