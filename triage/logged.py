"""Which of the six words of the log an act is (Data Protection Act 2018, section 62): a change, unless it stands here.

What is looked at, searched, printed or erased beside an act is recorded where that happens.
"""

from types import MappingProxyType

ALTERATION = "alteration"

#: act -> its word; the reason beside it.
_WORDS = MappingProxyType(
    {
        "reveal_identity": "consultation",  # nothing changes: somebody sees who is in it
        "record_attendance": "collection",  # the first account, as it was told
        "assess_needs": "collection",
        "new_evidence": "collection",
        "check_patterns": "combination",  # reports are laid beside each other
        "answer_alert": "combination",
        "link_same_event": "combination",
        "refer": "disclosure",
        "inform_partners": "disclosure",
        "inform_community_leader": "disclosure",
        "offer_transfer": "disclosure",  # the other force reads it from now on
        "refer_to_cps": "disclosure",
        "tell_victim": "disclosure",
    }
)


def action_of(act: str) -> str:
    return _WORDS.get(act, ALTERATION)
