"""What happened, in plain words: what the person ticks, and the Home Office family a ticked word may belong to.

The family is a hint to the officer, never a finding; what a tick means for incident or crime is in
classification.py, and for risk in flags.py. Source of the families: Home Office counting rules (labels).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class KindOfIncident:
    code: str
    label: Promise
    hint: Promise | str = ""
    #: Home Office offence group, exact; empty where it is mostly no crime.
    offence_group: str = ""


KINDS: tuple[KindOfIncident, ...] = (
    KindOfIncident(
        "called_names",
        _("Called names, sworn at, shouted at or rude signs"),
        offence_group="Public fear, alarm or distress",
    ),
    KindOfIncident("threatened", _("Threatened"), offence_group="Public fear, alarm or distress"),
    KindOfIncident("comments", _("Hostile comments, jokes or stares")),
    KindOfIncident(
        "nasty_messages", _("Nasty letters, leaflets, texts, calls or emails"), offence_group="Stalking and harassment"
    ),
    KindOfIncident(
        "online", _("Something online: a post, comment, message or picture"), offence_group="Stalking and harassment"
    ),
    KindOfIncident("hit", _("Hit, kicked, pushed or spat on"), offence_group="Violence without injury"),
    KindOfIncident("injured", _("Someone was injured"), offence_group="Violence with injury"),
    KindOfIncident("weapon", _("A weapon was used or shown"), offence_group="Possession of weapons"),
    KindOfIncident(
        "followed", _("Followed, watched or bothered again and again"), offence_group="Stalking and harassment"
    ),
    KindOfIncident(
        "sexual",
        _("Sexual touching, assault or exposure"),
        _("You do not have to write about it here. A specialist will listen."),
        offence_group="Other sexual offences",
    ),
    KindOfIncident(
        "controlled",
        _("Controlled, frightened or hurt by someone close"),
        _("A partner, family member or carer."),
        offence_group="Violence without injury",
    ),
    KindOfIncident(
        "damage",
        _("Something was broken, sprayed or damaged"),
        _("This includes graffiti."),
        offence_group="Criminal damage",
    ),
    KindOfIncident("fire", _("Something was set on fire"), offence_group="Arson"),
    KindOfIncident(
        "rubbish", _("Rubbish or dirt left, or things put through the letterbox"), offence_group="Criminal damage"
    ),
    KindOfIncident("theft", _("Something was stolen"), offence_group="Theft"),
    KindOfIncident(
        "used_for_money",
        _("Used for money, things or a home by someone who acted like a friend"),
        offence_group="Theft",
    ),
    KindOfIncident("refused", _("Refused a service, left out or treated unfairly")),
    KindOfIncident("noise", _("Noise or other trouble near home")),
    KindOfIncident(
        "terrorism",
        _("Signs that someone supports terrorism or plans an attack"),
        offence_group="Other offences against the state or public order",
    ),
    KindOfIncident("other", _("Something else")),
)

#: What stands above the first kind of a group, so that nobody has to read twenty answers as one list.
GROUPS: dict[str, Promise] = {
    "called_names": _("Words and messages"),
    "hit": _("Someone was hurt or scared"),
    "damage": _("Things and money"),
    "refused": _("Other things"),
}

BY_CODE = {kind.code: kind for kind in KINDS}
