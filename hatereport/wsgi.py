"""The web process's way in. Refuses to start with unsafe settings, or keys that do not open what is stored."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hatereport.settings")
application = get_wsgi_application()

from hatereport.start import refuse_unsafe_start  # noqa: E402  (needs the apps that the line above sets up)

refuse_unsafe_start()
