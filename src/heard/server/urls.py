"""Every address, by what people do."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from django.views.i18n import set_language
from taggit.models import Tag

admin.site.unregister(Group)  # roles are given on the page “People”; Django's own groups mean nothing here
admin.site.unregister(Tag)  # Wagtail brings them; ours are the themes

urlpatterns = [
    # Without a token: every page has this form, and with one every page would set a cookie before anybody chose.
    path("language/", csrf_exempt(require_POST(set_language)), name="set-language"),
    path("", include("heard.apps.moderating.urls")),
    path("", include("heard.apps.hosting.urls")),
    path("", include("heard.apps.furnishing.urls")),
    path("", include("heard.apps.leaving.urls")),
    path("", include("heard.apps.connecting.urls")),
    path("", include("heard.apps.publishing.urls")),
    path("", include("heard.apps.browsing.urls")),
    path("", include("heard.apps.sharing.urls")),
    path("", include("heard.apps.agreeing.urls")),
    path("", include("heard.apps.exploring.urls")),
    path("", include("heard.apps.understanding.urls")),
    path("", include("heard.apps.writing.urls")),
    path("", include("heard.apps.hiding.urls")),
    path("", include("heard.apps.conversing.urls")),
    path("", include("heard.apps.helping.urls")),
    path("", include("heard.apps.correcting.urls")),
    path("", include("heard.apps.transcribing.urls")),
    path("", include("heard.apps.wording.urls")),
    path("", include("heard.apps.telling.urls")),
    path("", include("heard.apps.joining.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-step/", include("allauth.mfa.urls")),
    # One door to sign in, with one set of limits, one to change a password and one to sign out.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("admin/", admin.site.urls),
]

handler400 = "heard.web.problems.not_understood"
handler403 = "heard.web.problems.not_allowed"
handler404 = "heard.web.problems.not_found"
handler429 = "heard.web.problems.too_many"
handler500 = "heard.web.problems.broken"
