"""Addresses of this app."""

from django.urls import path, register_converter

from heard.apps.browsing.views import collections, design, followed, organisations, pictures, ways


class AnySlug:
    """A slug in any script."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AnySlug, "any_slug")

urlpatterns = [
    path("design/", design.design, name="design"),
    path("themes/", ways.themes, name="themes"),
    path("themes/<slug:slug>/", ways.theme, name="theme"),
    path("themes/<slug:slug>/feed.atom", followed.theme, name="theme-feed"),
    path("places/", ways.places, name="places"),
    path("places/<any_slug:slug>/", ways.place, name="place"),
    path("places/<any_slug:slug>/map/", ways.place_on_map, name="place-on-map"),
    path("places/<any_slug:slug>/picture/", pictures.place_picture, name="place-picture"),
    path("places/<any_slug:slug>/picture/drop/", pictures.drop_place_picture, name="drop-place-picture"),
    path("places/<any_slug:slug>/picture/<int:side>.jpg", pictures.picture, name="place-picture-copy"),
    path("places/<any_slug:slug>/feed.atom", followed.place, name="place-feed"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/feed.atom", followed.organisation, name="organisation-feed"),
    path("sitemap-browsing.xml", followed.sitemap, name="sitemap-browsing"),
    path("collections/", collections.collections, name="collections"),
    path("collections/new/", collections.new_collection, name="new-collection"),
    path("collections/pieces/<int:pk>/", collections.change_piece, name="change-piece"),
    path("collections/<slug:slug>/", collections.collection, name="collection"),
    path("collections/<slug:slug>/feed.atom", followed.collection, name="collection-feed"),
    path("collections/<slug:slug>/edit/", collections.edit_collection, name="edit-collection"),
    path("collections/<slug:slug>/fill/", collections.fill_collection, name="fill-collection"),
    path("collections/<slug:slug>/change/", collections.change_collection, name="change-collection"),
]
