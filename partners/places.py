"""Areas and districts of a force, and which first halves of postcodes lie in which area: the acts that change them.

An area has a local focus team of its own from its first day. Areas and districts end with a day and are never deleted;
the code of an area is its key for good, its name may change (the log keeps the one before, as a code). Which area a
report belongs to is routing.py's.
"""

import datetime as dt
import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.text import slugify

from hatereport import audit, clock
from partners import teams
from partners.forces import CENTURY, must_administer
from partners.looking_after import administrator
from partners.models import District, Force, Outcode, Person, PolicingArea

TAKEN = "Choose another name: a place is called like this already."
_GSS = re.compile(r"[EW]\d{8}")


class NoSuchPlace(ValueError):
    """The message says why the place cannot be entered as it was typed."""


def add_area(
    by: Person, force: Force, name: str, district: District | None = None, valid_from: dt.date | None = None
) -> PolicingArea:
    """A new area, with the standing teams it needs. Raises NotYourForce and NoSuchPlace."""
    must_administer(by, force)
    _refuse_taken(force, name)
    _refuse_foreign(force, district)
    with transaction.atomic():
        area, is_new = PolicingArea.objects.get_or_create(
            code=_code(force, name),
            defaults={"force": force, "name": name.strip(), "district": district, "valid_from": valid_from},
        )
        if not is_new:
            raise NoSuchPlace(TAKEN)
        teams.stand_up(force)
        _record(by, force, "area", area.pk, "area_added", {"from": valid_from})
    return area


def change_area(by: Person, area: PolicingArea, name: str, district: District | None) -> None:
    """Another name, another district. Raises NotYourForce and NoSuchPlace."""
    must_administer(by, area.force)
    if name.strip() != area.name:
        _refuse_taken(area.force, name, but=area)
    _refuse_foreign(area.force, district)
    with transaction.atomic():
        before = PolicingArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
        said = {
            "before": slugify(before.name)[:80],
            "after": slugify(name)[:80],
            "district": district.gss if district else "",
        }
        area.name, area.district = name.strip(), district
        area.save(update_fields=["name", "district"])
        if (before.name, before.district_id) != (area.name, area.district_id):
            _record(by, area.force, "area", area.pk, "area_changed", said)


def end_area(by: Person, area: PolicingArea, last_day: dt.date) -> None:
    """The last day of an area; its open cases stay with its team. Raises NotYourForce and NoSuchPlace."""
    must_administer(by, area.force)
    with transaction.atomic():
        # Two who end the last two areas come one after the other.
        Force.objects.select_for_update(no_key=True).get(pk=area.force_id)
        before = PolicingArea.objects.get(pk=area.pk).valid_to
        _refuse_past(last_day, before)
        open_ended = area.force.areas.filter(valid_to=None).exclude(pk=area.pk)
        if not open_ended.current(last_day + dt.timedelta(days=1)).exists():
            raise NoSuchPlace("A force needs an area: add the one that follows before this one ends.")
        PolicingArea.objects.filter(pk=area.pk).update(valid_to=last_day)
        said = {"before": before, "last_day": last_day}
        _record(by, area.force, "area", area.pk, "area_ended", said)
    area.valid_to = last_day


def add_district(by: Person, force: Force, name: str, gss: str, valid_from: dt.date | None = None) -> District:
    """A council's district. Raises NotYourForce and NoSuchPlace."""
    must_administer(by, force)
    code = gss.strip().upper()
    if not _GSS.fullmatch(code):
        raise NoSuchPlace("Enter the area code as the Office for National Statistics writes it, such as E06000063.")
    with transaction.atomic():
        district, is_new = District.objects.get_or_create(
            gss=code, defaults={"force": force, "name": name.strip(), "valid_from": valid_from}
        )
        if not is_new:
            raise NoSuchPlace("There is a district with this code already.")
        _record(by, force, "district", code, "district_added", {"from": valid_from})
    return district


def end_district(by: Person, district: District, last_day: dt.date) -> None:
    """The last day of a district. Raises NotYourForce and NoSuchPlace."""
    must_administer(by, district.force)
    with transaction.atomic():
        before = District.objects.select_for_update().get(pk=district.pk).valid_to
        _refuse_past(last_day, before)
        District.objects.filter(pk=district.pk).update(valid_to=last_day)
        said = {"before": before, "last_day": last_day}
        _record(by, district.force, "district", district.gss, "district_ended", said)
    district.valid_to = last_day


def give_outcodes(by: Person, area: PolicingArea, typed: str) -> list[str]:
    """Say which first halves of postcodes of the force lie in this area; the others stay as they are. Returns them.

    Raises NotYourForce and NoSuchPlace.
    """
    must_administer(by, area.force)
    codes = sorted(set(re.findall(r"[A-Z0-9]+", typed.upper())))
    rows = Outcode.objects.filter(force=area.force, code__in=codes).select_related("area").order_by("-rank")
    # The last of each code is the one to give: the likeliest, but sooner one of an area that is no more, or of none.
    known = {row.code: row for row in sorted(rows, key=lambda row: not (row.area and row.area.is_current))}
    if strange := [code for code in codes if code not in known]:
        raise NoSuchPlace(f"Not a first half of a postcode of this force: {', '.join(strange)}.")
    with transaction.atomic():
        for row in known.values():
            # One outcode may lie in two areas already: this one is then the likelier half of nothing new.
            if not Outcode.objects.filter(code=row.code, force=area.force, area=area).exists():
                Outcode.objects.filter(pk=row.pk).update(area=area)
        _record(by, area.force, "area", area.pk, "outcodes_given", {"codes": codes})
    return codes


def _code(force: Force, name: str) -> str:
    """The key of an area for good: its name as it is now, with the force's before it where another has it."""
    plain = slugify(name)[:40].strip("-")
    code = f"{force.pk}-{plain}"[:40].strip("-") if PolicingArea.objects.filter(pk=plain).exists() else plain
    if not plain or PolicingArea.objects.filter(pk=code).exists():
        raise NoSuchPlace(TAKEN)
    return code


def _refuse_taken(force: Force, name: str, but: PolicingArea | None = None) -> None:
    same = force.areas.not_over().filter(name__iexact=name.strip())
    if same.exclude(pk=but.pk if but else "").exists():
        raise NoSuchPlace("The force has an area of this name already.")


def _refuse_foreign(force: Force, district: District | None) -> None:
    if district is not None and district.force_id != force.pk:
        raise NoSuchPlace("Choose a district of this force.")


def _refuse_past(last_day: dt.date, before: dt.date | None) -> None:
    if last_day < clock.today() or (before and before < clock.today()):
        raise NoSuchPlace("Enter a last day that is today or later, of what has not ended: the past is not rewritten.")
    if last_day.year > CENTURY:
        raise NoSuchPlace("Enter a last day of this century.")


def _record(by: Person, force: Force, kind: str, key: str, act: str, codes: Mapping[str, object]) -> None:
    audit.record(administrator(by), "alteration", kind, key, act, dict(codes), force=force.pk)
