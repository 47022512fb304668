"""How each question is asked: one form a section. What the answers are is in incidents/questions.py."""

from incidents.forms.contact import ContactForm
from incidents.forms.core import AreaForm, DangerForm, WhatForm, WhenForm, WhereForm, WhoForm, WhyForm
from incidents.forms.optional import (
    AboutYouForm,
    CircumstancesForm,
    CommunicationForm,
    EffectForm,
    HarmForm,
    SupportForm,
    SuspectForm,
)
from incidents.forms.section import SectionForm

FORMS: dict[str, type[SectionForm]] = {
    form.section: form
    for form in (
        DangerForm,
        WhoForm,
        WhatForm,
        WhenForm,
        WhereForm,
        WhyForm,
        ContactForm,
        SuspectForm,
        HarmForm,
        EffectForm,
        CircumstancesForm,
        CommunicationForm,
        SupportForm,
        AboutYouForm,
    )
}

__all__ = ["FORMS", "AreaForm", "SectionForm"]
