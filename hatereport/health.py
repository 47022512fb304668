"""Is the house alive, ready, and how is it doing: for machines, without content.

`/livez` says the process answers; `/readyz` that the database does (a report can be taken: accepting one depends
on PostgreSQL alone); `/metrics` counts waiting work, and forces that are live, for Prometheus.
"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from hatereport.outbox.models import Notice
from partners.models import Force


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def metrics(request: HttpRequest) -> HttpResponse:
    waiting = Notice.objects.filter(done_at=None, dead_at=None).count()
    dead = Notice.objects.exclude(dead_at=None).count()
    lines = [
        "# HELP hatereport_outbox_waiting Notices not yet delivered.",
        "# TYPE hatereport_outbox_waiting gauge",
        f"hatereport_outbox_waiting {waiting}",
        "# HELP hatereport_outbox_dead Notices that failed for good and wait for a person.",
        "# TYPE hatereport_outbox_dead gauge",
        f"hatereport_outbox_dead {dead}",
        "# HELP hatereport_forces_live Forces that take their own reports; at 0 the duty force holds every one.",
        "# TYPE hatereport_forces_live gauge",
        f"hatereport_forces_live {Force.objects.filter(on_board=True).count()}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; version=0.0.4")
