"""What Django's own admin pages are called. People are looked after on the page “People”."""

from django.conf import settings
from django.contrib import admin

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
