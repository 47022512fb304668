"""Writing invented cases: a batch is one transaction of the application's role, past every trigger, wave by wave.

A wave is the next move of every case of the batch, and then the cases that follow it: the database lets nothing skip. Left
out of what a real case leaves behind: notices of the outbox and the desk, and what became of stopped clocks.
"""

import random
from collections.abc import Sequence

from django.db import connection, transaction

from hatereport import audit, clock
from hatereport.sealing import Envelope
from incidents import sending
from triage.invented import beside
from triage.invented.cases import InventedCase, begin
from triage.invented.copying import copy
from triage.invented.surroundings import Surroundings
from triage.models import Dispatch, Offence
from triage.states import CRIME

BATCH = 1000


def load_batch(count: int, seed: int, around: Sequence[Surroundings]) -> None:
    """`count` cases, committed together."""
    rng = random.Random(seed)  # noqa: S311  (invented data, not a secret)
    now = clock.now()
    batch = [begin(rng, rng.choice(around), now) for _ in range(count)]
    with transaction.atomic():
        sending.store([one.composed for one in batch])
        Envelope.objects.bulk_create([one.case.staff for one in batch])
        copy([one.case for one in batch])
        # Before the moves: what those make of it the database adds, where it is not there yet.
        copy([part for one in batch for part in beside.parts(one)])
        for number in range(max(len(one.journey.legs) for one in batch)):
            _wave([one for one in batch if len(one.journey.legs) > number], number)
        copy([clock_row for one in batch for clock_row in beside.clocks(one)])
        copy([record for one in batch for record in beside.records(one)])
        copy([line for one in batch for line in beside.progress(one)])
        audit.record_many([entry for one in batch for entry in beside.entries(one)])


def _wave(batch: list[InventedCase], number: int) -> None:
    """The next move of each, what must lie beside it, and the cases that follow."""
    _settle_outcomes([one for one in batch if one.moves[number].act == "propose_outcome"])
    moves = [one.moves[number] for one in batch]
    copy(moves)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE triage_case c SET version = c.version + 1, state = m.led_to,
                entered_state_at = CASE WHEN c.state = m.led_to THEN c.entered_state_at ELSE m.at END,
                ended_at = CASE WHEN m.led_to = 'closed' THEN m.at END
            FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[]) AS m (case_id, led_to, at)
            WHERE c.id = m.case_id
            """,
            [[move.case_id for move in moves], [move.to for move in moves], [move.at for move in moves]],
        )
    if number == 0:
        _record_offences([one for one in batch if one.case.kind == CRIME])


def _record_offences(batch: list[InventedCase]) -> None:
    for one in batch:
        one.offence = Offence(case=one.case, number=1, code="harassment_alarm_distress")
    copy([one.offence for one in batch if one.offence])
    copy(
        [
            Dispatch(
                case=one.case, log_number="CC-0001", at=move.at, sent_by=move.actor, officer=one.case.officer_in_case
            )
            for one in batch
            for move in one.moves
            if move.act == "review_and_dispatch"
        ]
    )


def _settle_outcomes(batch: list[InventedCase]) -> None:
    if batch:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE triage_offence SET outcome_code = '18', outcome_at = %s WHERE case_id = ANY (%s::uuid[])",
                [clock.now(), [one.case.pk for one in batch]],
            )
