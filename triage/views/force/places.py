"""Areas and districts of a force."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from partners import places
from partners.models import District, Force, Outcode, PolicingArea
from triage.force.forms import AreaForm, DistrictForm, EndForm
from triage.views.carrying import carried, typed
from triage.views.door import me
from triage.views.force.door import administrators, force_or_404, force_page, looked

LAST_DAY_SET = "Its last day is set."


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def areas(request: HttpRequest, code: str) -> HttpResponse:
    """Areas and districts with their dates, and a form for one more of each."""
    force, by = force_or_404(request, code), me(request)
    districts = list(force.districts.order_by("name"))
    chosen = request.POST.get("what") if request.method == "POST" else ""
    area = AreaForm(request.POST if chosen == "area" else None, districts=_choices(force.districts.not_over()))
    district = DistrictForm(request.POST if chosen == "district" else None)
    if carried(request, area, lambda: _add_area(request, force, area), "The area is there."):
        return redirect("desk_force_areas", force.pk)
    if carried(request, district, lambda: places.add_district(by, force, **district.cleaned_data), "It is there."):
        return redirect("desk_force_areas", force.pk)
    looked(request, force, "areas")
    without = Outcode.objects.filter(force=force, area=None).order_by("code").values_list("code", flat=True)
    wrong = area.errors or district.errors
    return force_page(
        request, force, "areas.html", 422 if wrong else 200, areas=force.areas.select_related("district").order_by("name"),
        districts=districts, area_form=area, district_form=district, without=list(without), wrong=wrong,
    )  # fmt: skip


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def area(request: HttpRequest, code: str, area: str) -> HttpResponse:
    """One area: its name, district and postcodes; or its last day."""
    force, by = force_or_404(request, code), me(request)
    row = PolicingArea.objects.select_related("force", "district").filter(pk=area, force=force).first()
    if row is None:
        raise Http404
    # Its own district as well, or saving the area would take it away.
    districts = force.districts.not_over() | force.districts.filter(Q(pk=row.district_id))
    given = Outcode.objects.filter(area=row).order_by("code").values_list("code", flat=True)
    starts = {"name": row.name, "district": str(row.district_id or ""), "outcodes": ", ".join(given)}
    ends = request.method == "POST" and request.POST.get("what") == "end"
    changes = request.method == "POST" and not ends
    form = AreaForm(request.POST if changes else None, districts=_choices(districts), initial=starts)
    end = EndForm(request.POST if ends else None, initial={"last_day": row.valid_to})
    if carried(request, form, lambda: _change_area(request, row, form), "The area is changed."):
        return redirect("desk_force_areas", force.pk)
    if carried(request, end, lambda: places.end_area(by, row, end.cleaned_data["last_day"]), LAST_DAY_SET):
        return redirect("desk_force_areas", force.pk)
    looked(request, force, "area", area=row.pk)
    wrong = form.errors or end.errors
    return force_page(
        request, force, "area.html", 422 if wrong else 200, area=row, form=form, end_form=end, wrong=wrong
    )


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def district(request: HttpRequest, code: str, gss: str) -> HttpResponse:
    """The last day of a district."""
    force, by = force_or_404(request, code), me(request)
    row = District.objects.select_related("force").filter(gss=gss, force=force).first()
    if row is None:
        raise Http404
    form = EndForm(typed(request), initial={"last_day": row.valid_to})
    if carried(request, form, lambda: places.end_district(by, row, form.cleaned_data["last_day"]), LAST_DAY_SET):
        return redirect("desk_force_areas", force.pk)
    looked(request, force, "district", district=row.gss)
    return force_page(request, force, "district.html", 422 if form.errors else 200, district=row, form=form)


def _add_area(request: HttpRequest, force: Force, form: AreaForm) -> None:
    said, by = form.cleaned_data, me(request)
    with transaction.atomic():
        added = places.add_area(by, force, said["name"], _district(force, said))
        if said["outcodes"]:
            places.give_outcodes(by, added, said["outcodes"])


def _change_area(request: HttpRequest, row: PolicingArea, form: AreaForm) -> None:
    said, by = form.cleaned_data, me(request)
    with transaction.atomic():
        places.change_area(by, row, said["name"], _district(row.force, said))
        if said["outcodes"] != form.initial["outcodes"]:
            given = places.give_outcodes(by, row, said["outcodes"])
            messages.info(request, f"First halves of postcodes in it now: {', '.join(given)}.")


def _district(force: Force, said: dict[str, Any]) -> District | None:
    return District.objects.filter(pk=said["district"], force=force).first() if said["district"] else None


def _choices(districts: Iterable[District]) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in districts]
