"""What each kind of news says to an officer: what happened, and what it means for them. Codes of DeskNotice.what.

News of a deadline is "event:clock"; what the reporter reads is in incidents/progress.py.
"""

from dataclasses import dataclass

from triage.clocks.kinds import CLOCK_KIND


@dataclass(frozen=True)
class News:
    code: str
    label: str
    means: str = ""


NEWS: tuple[News, ...] = (
    News("arrived", "It has come to you", "It waits in your queue for the next step."),
    News("moved", "It has moved on", "Somebody else has the next step."),
    News("hand_over", "Handed to you", "You hold it from now on."),
    News("cover", "You cover this case", "You see it and do its work while its holder is away."),
    News("leaver", "Its holder leaves", "Give it to somebody else."),
    News("set_action", "An action was set", "Its stage cannot be left before it is answered."),
    News("ask_countersignature", "A signature is asked for", "Nothing happens until somebody else signs or refuses."),
    News("signature_refused", "Your act was not signed", "The reasons are in the case; nothing was carried out."),
    News("signature_given", "Your act was signed", "It has been carried out in your name."),
    News("offer_transfer", "Another force offers it to you", "It stays theirs, deadlines too, until you answer."),
    News("refuse_transfer", "The other force has refused it", "It stays with you."),
    News("accept_transfer", "The other force has accepted it", "It is theirs now; a stub stays here."),
    News("second_look", "A second reading is asked for", "Drawn by lot; read it before you see what was decided."),
    News("second_look_differs", "The second reader decided otherwise", "Talk about it; the lead is told too."),
    News("second_look_late", "Nobody has taken a second look in time", "Have somebody look, or look yourself."),
    News("second_look_too_late", "It was a report after all", "Too late to open it again: have it taken as a new one."),
    News("record_cancelled", "A recorded crime was cancelled", "The registrar's reasons are in the case."),
    News("nobody_free", "Every inspector is barred from the final review", "It falls to you."),
    News("declare_conflict", "Its holder knows somebody in it", "They see it no longer: name others."),
    News("message_received", "The reporter wrote", "Read it; an answer may be awaited."),
    News("evidence_added", "The reporter added a file", "It has been checked and can be opened."),
    News("contact_change", "New contact details wait to be confirmed", "Ask by the old safe way first."),
    News("news_choice", "An address for news waits to be confirmed", "Ask by the old safe way first."),
    News("withdrawal_requested", "The reporter asks to withdraw", "Speak to them alone, by the safe channel."),
    News("code_changed", "The return code was changed", "The old one no longer opens anything."),
    News("pin_tried", "Many wrong PINs were typed with the return code", "Somebody else may have the code."),
    News("danger_reported", "Danger reported in a later message", "It calls on the alarm page until somebody is sent."),
    News("silence", "They have not heard from us for four weeks", "Reach them by a safe way, or say why it cannot be."),
)
_NEWS = {news.code: news for news in NEWS}
_DEADLINES = {
    "warned": ("deadline near", ""),
    "breached": ("deadline missed", "You answer for it now."),
    "escalated": ("deadline missed, and nobody has acted", "It has come up to you."),
}


def news(code: str) -> News:
    """A code as it is read; one that no row names reads as the words it is made of."""
    what, _, clock_code = code.partition(":")
    if clock_code in CLOCK_KIND:
        said, means = _DEADLINES[what]
        return News(code, f"{CLOCK_KIND[clock_code].label}: {said}", means)
    return _NEWS.get(what) or News(code, what.replace("_", " ").capitalize())
