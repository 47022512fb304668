"""What single steps cost inside one process, in microseconds of the processor: `python -m tests.bench.primitives`.

Runs with the environment of a stand, as a process of its own, so that Django is set up once and for that database.
"""

import json
import time
import uuid
from collections.abc import Callable
from typing import Any

import django


def measure() -> dict[str, float]:
    """Name of a step and what it costs, the best of three rounds."""
    import random  # noqa: PLC0415

    from django.db import transaction  # noqa: PLC0415  (Django is set up first)

    from hatereport.outbox.nudge import at_rest  # noqa: PLC0415
    from hatereport.sealing import Envelope, blind_key  # noqa: PLC0415
    from incidents import sending  # noqa: PLC0415
    from incidents.models import Report  # noqa: PLC0415
    from triage.invented.answers import answers  # noqa: PLC0415
    from triage.receipt import receive  # noqa: PLC0415

    envelope = Envelope.fresh("cumbria", "content")
    words = "A sentence of an ordinary length, as people write it. " * 8
    report = Report(content=envelope)
    rng = random.Random(1)
    placement = {"force": "cumbria", "area": "carlisle", "basis": "outcode", "belongs_to": ""}

    def compose() -> sending.Composed:
        return sending.compose(answers(rng, "hate_crime", placement, "CA1"), "en-gb", submission_key=uuid.uuid4())

    def send() -> None:
        sent = sending.send_answers(answers(rng, "hate_crime", placement, "CA1"))
        report_ids.append(sent.report_id)

    def route() -> None:
        receive(report_ids.pop())

    report_ids: list[uuid.UUID] = []
    with at_rest(), transaction.atomic():
        found = {
            "new_envelope": _cost(lambda: Envelope.fresh("cumbria", "content"), 500),
            "seal": _cost(lambda: setattr(report, "narrative", words), 2000),
            "unseal": _cost(lambda: report.narrative, 2000),
            "blind_key": _cost(lambda: blind_key("phone", "7700900123"), 2000),
            "compose_report": _cost(compose, 60),
            "send_report": _cost(send, 40),
            "receive_report": _cost(route, 40),
        }
        transaction.set_rollback(True)
    return found


def _cost(step: Callable[[], Any], times: int) -> float:
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for _ in range(times):
            step()
        best = min(best, (time.process_time() - began) / times)
    return round(best * 1_000_000, 1)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))  # noqa: T201  (its whole purpose)
