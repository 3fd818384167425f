"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.joining import views

urlpatterns: list[URLPattern] = [path("you/", views.you, name="account_you")]
