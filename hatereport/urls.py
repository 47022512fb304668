"""Every address of the house, app by app. tests/house holds a row of the page-by-role matrix for each."""

from django.contrib import admin
from django.urls import include, path

from hatereport import health
from hatereport.languages.choosing import pick

handler400 = "hatereport.errors.bad_request"
handler403 = "hatereport.errors.forbidden"
handler404 = "hatereport.errors.not_found"
handler500 = "hatereport.errors.server_error"

urlpatterns = [
    path("", include("incidents.urls")),
    path("", include("partners.urls")),
    path("", include("triage.urls")),
    path("language/", pick, name="language"),
    path("api/v1/", include("hatereport.api")),
    path("admin/", admin.site.urls),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
