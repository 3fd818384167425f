"""The door that the web server knocks at."""

import os

from django.core.wsgi import get_wsgi_application

from heard.server.orphans import end_with_web_server

end_with_web_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.server.settings")
application = get_wsgi_application()
