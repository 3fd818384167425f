"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.leaving import views

urlpatterns: list[URLPattern] = [
    path("account/data/", views.your_data, name="your-data"),
    path("account/data/download/", views.download_mine, name="download-mine"),
    path("account/leave/", views.leave_page, name="leave"),
    path("people/<slug:slug>/download/", views.download_person, name="download-person"),
]
