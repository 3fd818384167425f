"""Django's own admin pages: what they are called, and what they do not hold. People are looked after on the page
“People”; the keys by which they sign in are for nobody to read."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.functional import lazy

from heard.web.network import network

admin.site.unregister([Authenticator, EmailAddress])
admin.site.site_header = admin.site.site_title = lazy(lambda: network().name, str)()
