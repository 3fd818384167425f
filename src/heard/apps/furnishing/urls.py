"""Addresses of this app."""

from django.urls import URLPattern, path

from heard.apps.furnishing.views import beginning, network

urlpatterns: list[URLPattern] = [
    path("begin/<str:token>/", beginning.begin, name="begin"),
    path("begin/step/<slug:step>/", beginning.go_on, name="begin-step"),
    path("moderate/network/", network.your_network, name="your-network"),
    path("moderate/network/preview/", network.preview, name="preview-network"),
    path("moderate/network/logo/", network.send, name="send-logo"),
    path("moderate/network/logo/<slug:shade>/drop/", network.drop, name="drop-logo"),
    path("colours/<slug:chosen>.css", network.colours, name="colours"),
    path("logo/<slug:name>.png", network.logo, name="logo"),
]
