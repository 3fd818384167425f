"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.hiding import views

urlpatterns: list[URLPattern] = [
    path("stories/<slug:slug>/hide/", views.hide, name="hide"),
    path("stories/<slug:slug>/hide/<int:number>/show-again/", views.show_again, name="show-again"),
    path("stories/<slug:slug>/hide/ends/", views.trim, name="hide-ends"),
    path("yours/<str:token>/hide/", views.hide, name="yours-hide"),
    path("yours/<str:token>/hide/<int:number>/show-again/", views.show_again, name="yours-show-again"),
    path("yours/<str:token>/hide/ends/", views.trim, name="yours-hide-ends"),
]
