"""Who can help this person, at this stage: a table of rules, each with its why, and a short engine under it.

Naming an organisation to a person is a signpost: information only. Handing over somebody's data is a referral, which
lives in triage and needs consent. The facts come from this one report alone: that others reported the same thing
must never show (practice rule 9).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners import directory
from partners.models import Organisation


class Stage(StrEnum):
    ON_FORM = "on_form"
    ON_CONFIRMATION = "on_confirmation"
    CONTROL_ROOM_ASSESSMENT = "control_room_assessment"
    FIRST_CONTACT = "first_contact"
    LOCAL_FOCUS_REVIEW = "local_focus_review"
    POST_ATTENDANCE = "post_attendance"
    CHARGE_COURT = "charge_court"
    NFA_NOTICE = "nfa_notice"
    CLOSURE = "closure"
    FOLLOW_UP = "follow_up"


EVERY_STAGE = frozenset(Stage)
AFTER_SENDING = EVERY_STAGE - {Stage.ON_FORM}
AT_THE_END = frozenset({Stage.NFA_NOTICE, Stage.CLOSURE, Stage.FOLLOW_UP})

#: Harm where meeting the person who did it, or involving the community, may put someone in danger.
UNSAFE_TO_MEDIATE = frozenset({"domestic", "sexual", "stalking"})


@dataclass(frozen=True)
class SignpostFacts:
    """What the report says, as codes."""

    force_code: str = ""
    area_code: str = ""
    strands: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    anonymous: bool = False
    #: Finer than strands: muslim, jewish, gypsy_roma_traveller, learning, ...
    details: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SignpostRule:
    """Fires when every condition that is set holds. An organisation shows where it works, or not at all."""

    code: str
    text: Promise
    why: str
    source: str
    organisations: tuple[str, ...] = ()
    stages: frozenset[Stage] = EVERY_STAGE
    strands: frozenset[str] = frozenset()
    details: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    anonymous: bool | None = None
    unless_needs: frozenset[str] = field(default=frozenset())

    def fires(self, stage: Stage, facts: SignpostFacts) -> bool:
        return (
            stage in self.stages
            and (not self.strands or bool(self.strands & facts.strands))
            and (not self.details or bool(self.details & facts.details))
            and (not self.needs or bool(self.needs & facts.needs))
            and (self.anonymous is None or self.anonymous == facts.anonymous)
            and not self.unless_needs & facts.needs
        )


@dataclass(frozen=True)
class Signpost:
    """One piece of help. Without an organisation it is a right or a way on, in words."""

    rule: str
    text: Promise
    why: str
    organisation: Organisation | None = None
    shows_contact: bool = False
    mark: str = ""


LOCAL = "local design"
DIRECTORY = "directory of partners"


def _codes(*codes: str) -> frozenset[str]:
    return frozenset(codes)


#: In this order: life first, then everybody's help, then help for this person, then what comes after.
SIGNPOST_RULES: tuple[SignpostRule, ...] = (
    SignpostRule(
        "suicidal",
        _("If you feel you cannot go on, talk to someone now."),
        "Thoughts of suicide come before every other help.",
        LOCAL,
        ("samaritans",),
        needs=_codes("suicidal"),
    ),
    SignpostRule(
        "under_18",
        _("You can talk to someone whose work is to listen to young people."),
        "A child may speak to nobody else.",
        LOCAL,
        ("childline", "nspcc", "the-mix"),
        needs=_codes("under_18"),
    ),
    SignpostRule(
        "domestic",
        _("If a partner, a relative or a carer harms you, these people know how to help safely."),
        "Domestic abuse needs a service that plans for safety.",
        LOCAL,
        ("refuge", "respect-mens-advice-line"),
        needs=_codes("domestic"),
    ),
    SignpostRule(
        "sexual",
        _("You can get medical help and support, with or without the police."),
        "Time matters for health and evidence; the choice is the person's.",
        LOCAL,
        ("sexual-assault-referral-centre", "rape-crisis"),
        needs=_codes("sexual"),
    ),
    SignpostRule(
        "stalking",
        _("If someone follows you or will not stop, these people can help you stay safe."),
        "Stalking grows; specialist advice lowers the risk.",
        LOCAL,
        ("suzy-lamplugh-trust",),
        needs=_codes("stalking"),
    ),
    SignpostRule(
        "support",
        _("Free support for you, whether or not anything more happens with your report."),
        "Signposting throughout any hate incident or hate crime, and to victim support.",
        "seed 000",
        ("victim-support", "cumbria-together", "victim-first", "voice-for-victims", "warwickshire-community-safety"),
    ),
    SignpostRule(
        "anonymous",
        _("You can also tell someone who is not the police, without your name."),
        "People who cannot face the police may talk to someone they trust.",
        "seed 000, 003, 004",
        ("true-vision", "stamp-it-out", "stop-hate-uk", "crimestoppers"),
        stages=frozenset({Stage.ON_FORM, Stage.ON_CONFIRMATION, Stage.CLOSURE}),
        anonymous=True,
    ),
    SignpostRule(
        "race",
        _("Help from people who know about racism."),
        "A specialist understands what general support may miss.",
        "seed 001",
        (
            "awaz-cumbria",
            "anti-racist-cumbria",
            "warwickshire-race-equality-partnership",
            "northamptonshire-rights-and-equality-council",
        ),
        strands=_codes("race"),
    ),
    SignpostRule(
        "gypsy_roma_traveller",
        _("Help for Gypsy, Roma and Traveller people."),
        "A community that reports least.",
        DIRECTORY,
        ("gate-herts", "traveller-movement"),
        details=_codes("gypsy_roma_traveller"),
    ),
    SignpostRule(
        "muslim",
        _("Help for people targeted for being Muslim, or taken to be."),
        "Perceived religion decides, not the person's own.",
        DIRECTORY,
        ("tell-mama", "british-muslim-trust"),
        details=_codes("muslim"),
    ),
    SignpostRule(
        "jewish",
        _("Help for Jewish people and places."),
        "Perceived religion or people decides.",
        DIRECTORY,
        ("community-security-trust",),
        details=_codes("jewish", "jewish_race"),
    ),
    SignpostRule(
        "sikh",
        _("Help for Sikh people."),
        "Perceived religion decides.",
        DIRECTORY,
        ("sikh-helpline", "sikh-network"),
        details=_codes("sikh"),
    ),
    SignpostRule(
        "faith",
        _("Help from people who know about hate against a faith."),
        "Faiths without a service of their own in the directory.",
        DIRECTORY,
        ("awaz-cumbria", "northamptonshire-rights-and-equality-council"),
        strands=_codes("religion"),
    ),
    SignpostRule(
        "orientation",
        _("Help from LGBT+ people who know what this is like."),
        "A specialist understands what general support may miss.",
        "seed 001",
        ("outreach-cumbria", "galop"),
        strands=_codes("sexual_orientation"),
    ),
    SignpostRule(
        "transgender",
        _("Help from people who know what transgender people face."),
        "A specialist understands what general support may miss.",
        "seed 001",
        ("outreach-cumbria", "galop", "gendered-intelligence"),
        strands=_codes("transgender"),
    ),
    SignpostRule(
        "transgender_young",
        _("Help for transgender young people and their families."),
        "Young people need a service made for them.",
        DIRECTORY,
        ("mermaids",),
        strands=_codes("transgender"),
        needs=_codes("under_18"),
    ),
    SignpostRule(
        "disability",
        _("Help from people who know what disabled people face."),
        "A specialist understands what general support may miss.",
        "seed 001",
        ("cumbria-disability-network", "dace", "scope"),
        strands=_codes("disability"),
    ),
    SignpostRule(
        "learning_disability",
        _("Help for people with a learning disability or autism."),
        "Half of those asked in Warwickshire had been targeted.",
        "seed 004",
        ("mencap", "dimensions", "national-autistic-society", "heathlands-project", "keep-safe-warwickshire"),
        details=_codes("learning", "autism", "mate_crime"),
    ),
    SignpostRule(
        "learning_disability_need",
        _("Help for people with a learning disability or autism."),
        "Asked for, whatever the reason it happened.",
        "seed 004",
        ("mencap", "dimensions", "heathlands-project", "keep-safe-warwickshire"),
        needs=_codes("disability_learning", "autism", "mate_crime"),
    ),
    SignpostRule(
        "deaf",
        _("Help in British Sign Language, or for people with hearing loss."),
        "A telephone line is no help to a Deaf person.",
        DIRECTORY,
        ("cumbria-deaf-association", "signhealth", "rnid"),
        details=_codes("deaf"),
    ),
    SignpostRule(
        "deaf_need",
        _("Help in British Sign Language, or for people with hearing loss."),
        "Asked for, whatever the reason it happened.",
        DIRECTORY,
        ("cumbria-deaf-association", "signhealth", "rnid"),
        needs=_codes("deaf"),
    ),
    SignpostRule(
        "blind",
        _("Help for blind and partly sighted people."),
        "Information must be readable to help.",
        DIRECTORY,
        ("rnib",),
        details=_codes("blind"),
    ),
    SignpostRule(
        "mental_health",
        _("Help with mental health."),
        "Being targeted for it, or made ill by it.",
        DIRECTORY,
        ("mind",),
        details=_codes("mental_health"),
    ),
    SignpostRule(
        "alternative",
        _("Help for people targeted for how they live or dress."),
        "Counted by some forces only; the harm is the same everywhere.",
        DIRECTORY,
        ("sophie-lancaster-foundation",),
        strands=_codes("alternative_subculture", "individual_characteristics"),
    ),
    SignpostRule(
        "older",
        _("Help for older people."),
        "Counted by some forces only; the harm is the same everywhere.",
        DIRECTORY,
        ("hourglass",),
        strands=_codes("age"),
        unless_needs=_codes("under_18"),
    ),
    SignpostRule(
        "online",
        _("Help to get it taken off the internet."),
        "What stays online goes on hurting.",
        DIRECTORY,
        ("report-harmful-content",),
        needs=_codes("online"),
    ),
    SignpostRule(
        "neighbour",
        _("Your council and your landlord can act on trouble where you live."),
        "Housing law reaches where criminal law does not; a case review may be asked for.",
        "Anti-social Behaviour, Crime and Policing Act 2014 s.104 (unverified)",
        (
            "cumberland-council",
            "westmorland-and-furness-council",
            "leicester-council",
            "rutland-council",
            "blaby-council",
            "charnwood-council",
            "harborough-council",
            "hinckley-and-bosworth-council",
            "melton-council",
            "north-west-leicestershire-council",
            "oadby-and-wigston-council",
            "north-northamptonshire-council",
            "west-northamptonshire-council",
        ),
        stages=AFTER_SENDING,
        needs=_codes("neighbour"),
    ),
    SignpostRule(
        "discrimination",
        _("Advice if a shop, an employer or a public service treated you unfairly."),
        "Unfair treatment may break the Equality Act where it breaks no criminal law.",
        "Equality Act 2010 (unverified)",
        ("eass", "citizens-advice"),
        needs=_codes("discrimination"),
    ),
    SignpostRule(
        "restorative_justice",
        _("If you wish, and only if it is safe, the person who did it can hear how it harmed you."),
        "Led by the person harmed, both sides willing; never where there is control or going danger.",
        "seed 003",
        ("remedi",),
        stages=_codes(
            Stage.FIRST_CONTACT,
            Stage.LOCAL_FOCUS_REVIEW,
            Stage.POST_ATTENDANCE,
            Stage.CHARGE_COURT,
            Stage.NFA_NOTICE,
            Stage.CLOSURE,
            Stage.FOLLOW_UP,
        ),  # type: ignore[arg-type]  # codes are stages
        unless_needs=UNSAFE_TO_MEDIATE,
    ),
    SignpostRule(
        "rights",
        _("You have rights as a victim: to be told what happens, to be helped, and to be heard."),
        "Victims of hate crime have enhanced rights.",
        "Victims' Code, right 4 and right 6 (unverified)",
        stages=frozenset({Stage.FIRST_CONTACT, Stage.POST_ATTENDANCE, Stage.CHARGE_COURT}),
    ),
    SignpostRule(
        "court_support",
        _("You can ask for help in court: a screen, a video link, or someone with you."),
        "Special measures have to be asked for before the hearing.",
        "Youth Justice and Criminal Evidence Act 1999 (unverified)",
        stages=frozenset({Stage.CHARGE_COURT}),
    ),
    SignpostRule(
        "right_to_review",
        _("You may ask us to look at this decision again. You have three months."),
        "An end without a charge can be looked at by someone who did not take part.",
        "Victims' Right to Review scheme (unverified)",
        stages=frozenset({Stage.NFA_NOTICE}),
    ),
    SignpostRule(
        "civil_options",
        _("There are ways on without a criminal court, such as an order from a civil court. Advice is free."),
        "No further action by the police is not the end of every road.",
        "Protection from Harassment Act 1997 s.3 (unverified)",
        ("citizens-advice",),
        stages=frozenset({Stage.NFA_NOTICE}),
    ),
    SignpostRule(
        "complaint",
        _("If you are not content with how we worked, you can say so, to us or to the commissioner."),
        "People who feel unheard must know whom to tell (criticism of the force, seed 000).",
        "seed 000",
        (
            "cumbria-commissioner",
            "leicestershire-commissioner",
            "northamptonshire-commissioner",
        ),
        stages=AT_THE_END,
    ),
    SignpostRule(
        "again",
        _("If it happens again, tell us again. What happens more than once can become a crime."),
        "A series of incidents could become a crime such as harassment.",
        "seed 000",
        stages=AT_THE_END,
    ),
)


def signposts(stage: str, facts: SignpostFacts) -> tuple[Signpost, ...]:
    """The help to name at this stage, most urgent first, each organisation once. One query.

    Raises ValueError for a stage that does not exist.
    """
    now = Stage(stage)
    fired = [rule for rule in SIGNPOST_RULES if rule.fires(now, facts)]
    organisations = _working_there({code for rule in fired for code in rule.organisations}, facts)
    seen: set[str] = set()
    found: list[Signpost] = []
    for rule in fired:
        if not rule.organisations:
            found.append(Signpost(rule.code, rule.text, rule.why))
        for code in rule.organisations:
            if code in organisations and code not in seen:
                seen.add(code)
                shown = directory.entry(organisations[code])
                found.append(
                    Signpost(rule.code, rule.text, rule.why, shown.organisation, shown.shows_contact, shown.mark)
                )
    return tuple(found)


def _working_there(codes: set[str], facts: SignpostFacts) -> dict[str, Organisation]:
    """Those that exist today and serve the person's force and area; an area not known shuts none out."""
    candidates = directory.current().filter(code__in=codes) if codes else ()
    return {
        row.code: row
        for row in candidates
        if (not row.forces or facts.force_code in row.forces)
        and (not row.areas or not facts.area_code or facts.area_code in row.areas)
    }
