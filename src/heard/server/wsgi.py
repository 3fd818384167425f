"""The door that the web server knocks at."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from heard.server.orphans import end_with_web_server

end_with_web_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.server.settings")
application = get_wsgi_application()
# Everything that pages are made with is loaded here and stays for good, so that Python need not look through it for
# rubbish again and again: one request in twenty waited 70 ms for that.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
