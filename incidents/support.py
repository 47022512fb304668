"""Help to name on the public pages, chosen by partners.signposting from the answers or from what was sent."""

from typing import Any

from django.utils.translation import gettext

from incidents import needs
from incidents.questions import Answers
from partners.models import Organisation
from partners.routing import UNKNOWN_PLACE
from partners.signposting import Signpost, SignpostFacts, Stage, signposts


def after_sending(confirmation: dict[str, Any]) -> tuple[Signpost, ...]:
    """Help near the person, from what the last page keeps. One query."""
    return signposts(
        Stage.ON_CONFIRMATION,
        SignpostFacts(
            force_code=confirmation["belongs_to"] or ("" if confirmation["place_unknown"] else confirmation["force"]),
            area_code=confirmation["area"],
            strands=frozenset(confirmation["strands"]),
            details=frozenset(confirmation["details"]),
            needs=frozenset(confirmation["needs"]),
            anonymous=confirmation["contact_choice"] == "anonymous",
        ),
    )


def offered(answers: Answers) -> tuple[tuple[str, str, str], ...]:
    """(code, name, what it does) of organisations that take a referral and fit these answers. One query."""
    if answers.get("contact", {}).get("contact") not in ("yes", "trusted"):
        return ()
    # The force on duty for the whole country says nothing about who helps near this person.
    placement, why = answers.get("placement", {}), answers.get("why", {})
    found = signposts(
        Stage.ON_CONFIRMATION,
        SignpostFacts(
            force_code=placement.get("belongs_to")
            or ("" if placement.get("basis") == UNKNOWN_PLACE else placement.get("force", "")),
            area_code=placement.get("area", ""),
            strands=frozenset(why.get("strands", ())),
            details=frozenset(why.get("details", ())),
            needs=needs.of_answers(answers),
        ),
    )
    takers = [
        signpost.organisation for signpost in found if signpost.organisation and signpost.organisation.takes_referrals
    ]
    return tuple((taker.code, gettext(taker.name), gettext(taker.about)) for taker in takers)


def names(codes: list[str]) -> dict[str, str]:
    """What the chosen organisations are called. One query, none without codes."""
    found = Organisation.objects.filter(code__in=codes).values_list("code", "name") if codes else ()
    return {code: gettext(name) for code, name in found}
