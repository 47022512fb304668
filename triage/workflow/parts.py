"""Groups of roles, and the parts that bar somebody from confirming, as the rows of the table name them."""

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
