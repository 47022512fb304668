"""The API's addresses: the same acts as the desk, for other police systems.

The description is there for whoever works at the desk; the page to browse it only in the demo (rulings.md 10).
"""

from django.conf import settings
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from triage import addresses as addresses  # the kind of part that names a case
from triage.api.acts import Acts, OneAct
from triage.api.cases import Cases, OneCase

urlpatterns = [
    path("cases/", Cases.as_view(), name="api_cases"),
    path("cases/<reference:reference>/", OneCase.as_view(), name="api_case"),
    path("cases/<reference:reference>/acts/", Acts.as_view(), name="api_acts"),
    path("cases/<reference:reference>/acts/<slug:name>/", OneAct.as_view(), name="api_act"),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
]
if settings.DEMO:
    # Split: its script comes from an address of its own, because nothing inline may run here.
    urlpatterns.append(path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api_schema"), name="api_docs"))
