"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.furnishing import views

urlpatterns: list[URLPattern] = [
    path("moderate/network/", views.your_network, name="your-network"),
]
