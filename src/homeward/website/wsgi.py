"""The web application as a WSGI server calls it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.website.settings")
application = get_wsgi_application()
