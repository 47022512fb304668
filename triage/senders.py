"""Everything that reaches a person, or records that somebody does: the table that the test of safe contact walks.

Each row names the function or the acts by which it leaves, and the function that asks safe_contact.allowed() before.
tests/house/test_senders.py reads the code: what sends and is not here fails, and so does a row that does not ask.
An interpreter is asked for words on paper (the road in roads/table.py) and reaches nobody; a booking for a talk with the
person would be a row here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sender:
    """`where` sends ("module:function"), or `acts` of the workflow table record it; `asks` is asked before."""

    code: str
    channel: str
    asks: str
    where: str = ""
    acts: tuple[str, ...] = ()
    #: Only where nothing is asked.
    why: str = ""


#: A channel to those who work here, and to nobody in a report.
STAFF = "staff"


_BY_CONTACT = "triage.reaching:channel_is_safe"
_TO_CONFIRM = "triage.reaching:asked_by_an_old_way"
_BY_VISIT = "triage.reaching:visit_is_safe"
_TO_STAFF = "It goes to an officer's own work address and says a case reference, nothing else."
_WAITS = "It waits on the return page until the person comes to read it, which is always open."

SENDERS: tuple[Sender, ...] = (
    Sender("news_by_email", "email", "incidents.news:_send", where="incidents.carriers:send_email"),
    Sender("news_by_text", "text", "incidents.news:_send", where="incidents.carriers:send_text"),
    Sender("desk_mail", STAFF, "", where="triage.news.desk_mail:_post", why=_TO_STAFF),
    Sender("letter", "letter", "incidents.letters.sending:refusal", where="incidents.letters.sending:send"),
    Sender("message", "return_page", "", where="incidents.messages:post_to_reporter", why=_WAITS),
    Sender("question", "return_page", "", where="triage.effects.working:ask_reporter", why=_WAITS),
    Sender("contact", "any", _BY_CONTACT, acts=("record_contact_attempt", "tell_victim")),
    Sender("new_code", "any", "triage.coming_back:new_code_is_safe", acts=("replace_code",)),
    Sender("confirmation", "any", _TO_CONFIRM, acts=("confirm_contact_change", "confirm_news")),
    Sender(
        "dispatch",
        "visit",
        _BY_VISIT,
        where="triage.effects.danger:write_dispatch",
        acts=("review_and_dispatch", "assess_as_crime"),
    ),
    Sender("dispatch_in_danger", "visit", "triage.reaching:danger_sets_aside", acts=("dispatch_now",)),
    Sender(
        "referral", "any", "triage.reaching:partner_keeps_to_it", where="triage.effects.support:refer", acts=("refer",)
    ),
)
