"""Loading what every deployment starts with: forces, districts, areas, teams, outcodes and the directory.

Run as often as you like: rows that are missing are added, and what is there is left as its administrators have it since,
but for the kind and the code of a force, which the country decides. No force is live by loading: the duty force gets its
teams, and goes live as every other does (onboarding.py).
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from partners.models import District, Force, Organisation, Outcode, PolicingArea, Team
from partners.teams import standing_teams

FIXTURES = Path(__file__).parent / "fixtures"

#: Columns of a force that is there already which loading may change.
FORCE_FACTS = ["kind", "gss"]


def load() -> None:
    """Bring the reference data into the database, in one transaction and about a dozen queries."""
    with transaction.atomic():
        _load_forces()
        _load_districts_and_areas()
        _load_teams()
        _load_outcodes()
        _load_directory()


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one fixture file."""
    found: list[dict[str, Any]] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    return found


def _load_forces() -> None:
    duty_is_taken = Force.objects.filter(is_duty=True).exists()
    forces = [Force(**row) for row in rows("forces")]
    for force in forces:
        force.is_duty = force.is_duty and not duty_is_taken
    Force.objects.bulk_create(forces, update_conflicts=True, unique_fields=["code"], update_fields=FORCE_FACTS)


def _load_districts_and_areas() -> None:
    districts = [District(force_id=row.pop("force"), **row) for row in rows("districts")]
    District.objects.bulk_create(districts, ignore_conflicts=True)
    by_gss = {district.gss: district for district in District.objects.all()}
    areas = [
        PolicingArea(force_id=row["force"], code=row["code"], name=row["name"], district=by_gss[row["district"]])
        for row in rows("areas")
    ]
    PolicingArea.objects.bulk_create(areas, ignore_conflicts=True)


def _load_teams() -> None:
    areas = list(PolicingArea.objects.not_over())
    teams = [
        team
        for force in Force.objects.filter(Q(on_board=True) | Q(is_duty=True))
        for team in standing_teams(force, [area for area in areas if area.force_id == force.pk])
    ]
    Team.objects.bulk_create(teams, ignore_conflicts=True)


def _load_outcodes() -> None:
    """All or nothing for each outcode: an administrator's own split of one is not mixed with ours."""
    known = set(Outcode.objects.values_list("code", flat=True))
    Outcode.objects.bulk_create(
        Outcode(force_id=row["force"], area_id=row["area"], code=row["code"], share=row["share"], rank=row["rank"])
        for row in rows("outcodes")
        if row["code"] not in known
    )


def _load_directory() -> None:
    Organisation.objects.bulk_create([Organisation(**row) for row in rows("organisations")], ignore_conflicts=True)
