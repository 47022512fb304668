"""One evening's campaign against one café: five reports of one text, word for word or nearly, and one that may be real.

Told as what they are, reports of people nobody can ask. The flood view puts five of them together; the sixth says
something of its own and stands out.
"""

from hatereport.demo import places
from hatereport.demo.story import ANONYMOUS, Story, ago, reachable, tells

_TEXT = (
    "The owner of the Millrace Café in Wigton will not serve people from here. He said so to a friend of mine and "
    "everybody knows it. Close it down and send him home before more families have to leave the town."
)
_OWN = (
    f"{_TEXT} That is what I was told to paste. I work there and he serves everybody. Last night three men waited for "
    "him at the back door, and I am afraid of what they do next."
)
#: How long before the demo is loaded, and how each is ended by whoever pasted it.
_PASTED = (("49m", ""), ("47m", " Share this."), ("46m", ""), ("44m", " Enough!"), ("41m", ""))


def _report(number: int, when: str, words: str, contact: dict[str, object]) -> Story:
    return Story(
        f"wigton-cafe-{number}",
        ago(when),
        tells(
            "witness",
            words,
            ["refused"],
            places.WIGTON_CAFE.where,
            strands=["race"],
            on=1,
            contact=contact,
            suspect={"known": "yes", "suspect_name": "The owner of the Millrace"},
        ),
        ends=("hate_incident", "control_room"),
    )


STORIES: tuple[Story, ...] = (
    *(_report(number, when, _TEXT + ending, ANONYMOUS) for number, (when, ending) in enumerate(_PASTED, 1)),
    _report(6, "38m", _OWN, reachable("Dawn", "call", phone="07700 900654", bans=["no_voicemail"])),
)
