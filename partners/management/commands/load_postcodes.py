"""manage.py load_postcodes FILE: the postcode directory of the Office for National Statistics, as a local table.

Read line by line and copied in one go, so that no postcode of a reporter is ever asked of anybody else. Load a new
edition whenever one appears (every quarter): the table is replaced in one transaction, and readers never see it empty.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from hatereport import audit
from partners.models import Force, Outcode, PolicingArea

#: The directory renames its columns with each edition ("oslaua", "lad23cd", "LAD25CD"): what each may be called.
COLUMNS = {
    "postcode": re.compile(r"pcds?|pcd[78]", re.I),
    "district": re.compile(r"oslaua|laua|lad\d\dcd|laua\d\d(cd)?", re.I),
    "force": re.compile(r"pfa|pfa\d\d(cd)?", re.I),
    "country": re.compile(r"ctry|ctry\d\d(cd)?", re.I),
}
#: Countries with one police force.
COUNTRIES = {"S92000003": "scotland", "N92000002": "northern-ireland"}
ROWS_A_COPY = 50_000


class Command(BaseCommand):
    help = "Load the ONS postcode directory (CSV), so that a whole postcode finds its force and area."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV of the directory, such as ONSPD_AUG_2026_UK.csv")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with file.open(encoding="utf-8-sig", newline="") as lines:
            loaded = load(lines)
        self.stdout.write(f"{loaded} postcodes loaded.")


def load(lines: TextIO) -> int:
    """Replace the table by what the directory says. Returns the number of postcodes. Raises CommandError."""
    with transaction.atomic(), connection.cursor() as cursor:
        # DELETE, not TRUNCATE: the application's role may not truncate, and readers must not wait.
        cursor.execute("DELETE FROM partners_postcode")
        loaded = 0
        for batch in _batches(_placed(csv.reader(lines))):
            text = io.StringIO("".join(f"{pcd}\t{force}\t{area or chr(92) + 'N'}\n" for pcd, force, area in batch))
            cursor.copy_expert("COPY partners_postcode (pcd, force_id, area_id) FROM STDIN", text)
            loaded += len(batch)
        if not loaded:
            raise CommandError("Not one postcode in this file has a police force: is it the postcode directory?")
        audit.record(audit.SYSTEM, "alteration", "reference", "postcodes", "postcodes_loaded", {"number": loaded})
    return loaded


def _placed(rows: Iterator[list[str]]) -> Iterator[tuple[str, str, str | None]]:
    """(postcode, force, area or None) for every row whose force is known."""
    heading = next(rows, [])
    at = {name: _column(heading, pattern) for name, pattern in COLUMNS.items()}
    forces = dict(Force.objects.exclude(gss="").values_list("gss", "code"))
    areas_of = _area_finder()
    for row in rows:
        if len(row) < len(heading):
            continue
        pcd = row[at["postcode"]].replace(" ", "").upper()
        force = forces.get(row[at["force"]]) or COUNTRIES.get(row[at["country"]])
        if force and pcd.isalnum() and len(pcd) <= 7:
            yield pcd, force, areas_of(force, pcd[:-3], row[at["district"]])


def _column(heading: list[str], pattern: re.Pattern[str]) -> int:
    for index, name in enumerate(heading):
        if pattern.fullmatch(name.strip()):
            return index
    raise CommandError(f"No column of the directory is called like {pattern.pattern}.")


def _area_finder() -> Callable[[str, str, str], str | None]:
    """The one area a postcode can lie in: the areas of its district, narrowed by those of its outcode. Else None."""
    by_district: dict[str, set[str]] = {}
    placed = PolicingArea.objects.not_over().filter(district__isnull=False)
    for area, gss in placed.values_list("code", "district__gss"):
        by_district.setdefault(gss, set()).add(area)
    by_outcode: dict[tuple[str, str], set[str]] = {}
    for outcode, force, area in Outcode.objects.exclude(area=None).values_list("code", "force", "area"):
        by_outcode.setdefault((outcode, force), set()).add(area)

    def area_of(force: str, outcode: str, district: str) -> str | None:
        in_district = by_district.get(district, set())
        possible = (in_district & by_outcode.get((outcode, force), set())) or in_district
        return next(iter(possible)) if len(possible) == 1 else None

    return area_of


def _batches(rows: Iterable[tuple[str, str, str | None]]) -> Iterator[list[tuple[str, str, str | None]]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_A_COPY:
            yield batch
            batch = []
    if batch:
        yield batch
