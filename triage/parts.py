"""Groups of roles, and the parts that bar somebody from confirming, as the rows of the table name them."""

from partners.roles import ROLE, Sees

WORKFLOW_MD = "Workflow of this service"
SEED = "Cumbria Constabulary, October 2021"

CR = ("control_room_sergeant",)
CR_ANY = ("control_room_operator", "control_room_sergeant", "duty_inspector")
LF = ("local_focus_sergeant",)
LFI = ("local_focus_inspector",)
OFFICER = ("officer",)
SS = ("supervising_sergeant",)
HCS = ("hate_crime_sergeant",)
HCI = ("hate_crime_inspector",)
LEAD = ("hate_crime_lead",)
REGISTRAR = ("force_crime_registrar",)
DUTY = ("duty_inspector",)
#: Who may sign where a sergeant's proposal needs a second person; at night the duty inspector is there.
SIGNS_FOR_OFFICER = ("supervising_sergeant", "duty_inspector")
STANDARDS = ("professional_standards",)
#: Who leads the work on a case, whichever state it is in.
LEADS = (
    "local_focus_sergeant",
    "local_focus_inspector",
    "control_room_sergeant",
    "hate_crime_inspector",
    "hate_crime_sergeant",
    "supervising_sergeant",
    "duty_inspector",
)
#: Everybody who has a desk, and so can be the one who knows somebody.
_DESK = (Sees.OWN_FORCE, Sees.OWN_AREA, Sees.OWN_TEAM, Sees.OWN_CASES)
AT_THE_DESK = tuple(role.code for role in ROLE.values() if role.sees in _DESK)
#: The final review; the lead makes it only where every inspector of the force is barred.
FINAL_REVIEW = ("uphold_nfa", "return_for_investigation", "progress_to_court")
#: Done by whoever is named and nobody in their place, not even professional standards in a restricted case.
NOBODY_INSTEAD = (*FINAL_REVIEW, "cancel_record", "accept_transfer", "refuse_transfer")
#: Who accepts a case for a force on this platform; professional standards where it is restricted.
RECEIVERS = (*CR, "professional_standards")
#: Who writes down that a force elsewhere has accepted it: never the officer alone.
ACKNOWLEDGERS = (*CR, *DUTY, "professional_standards")
BARRED_FROM_APPROVAL = ("assessed", "local_focus", "finalised")
BARRED_FROM_NFA = (
    "oic",
    "supervising_sergeant",
    "specialist_reviewer",
    "proposer",
    "endorser",
    "cr_reviewer",
    "grade_lowered",
)
#: A part as officers call it.
PART_LABEL = {
    "assessed": "assessed it",
    "local_focus": "local focus work",
    "finalised": "finalised it",
    "cr_reviewer": "control room review",
    "oic": "officer in the case",
    "supervising_sergeant": "supervising sergeant",
    "specialist_reviewer": "specialist review",
    "proposer": "proposed the outcome",
    "endorser": "endorsed the outcome",
    "grade_lowered": "lowered the grade",
    "nfa_inspector": "final review",
}
