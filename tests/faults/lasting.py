"""A report with everything that must outlast a change of keys and a restored backup, and a look whether it did.

Amina sends it, adds a picture and writes a message; somebody else is half-way through theirs; a sergeant is signed in.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from incidents.models import Report
from tests import cast
from tests.files_of_the_cast import BYTES, telling
from tests.running_house import House
from tests.triage import chain
from tests.visitor import Answers, Page, Visitor
from triage.models import Case

CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}\b")
WORDS = "They shouted at me outside the shop on Botchergate and pushed me against the wall."
MESSAGE = "I remembered the colour of the car: green."
HALF_DONE = "He spat at me on the bus to Longtown."
ADDRESS = "7 Botchergate, by the back door"
AMINA: Answers = {
    "danger": "no",
    "filer": "victim",
    "words": WORDS,
    "kinds": ["hit"],
    "place_type": "street",
    "postcode": "CA1 1AA",
    "strands": ["race"],
    "contact": "yes",
    "name": cast.AMINA.name,
    "channels": ["call", "letter"],
    "phone": cast.AMINA.phone,
    "address": ADDRESS,
}
SOMEBODY: Answers = {"danger": "no", "filer": "witness", "words": HALF_DONE}


@dataclass
class Lasting:
    """What is left of the story in people's hands: a code on paper, and cookies."""

    code: str
    reference: str
    draft: dict[str, str]
    staff: dict[str, str]


def told(house: House) -> Lasting:
    """The story, over the pages of a running house."""
    with Visitor(house.url) as amina:
        for number in range(1, 8):
            answered(amina, amina.get(f"/report/{number}/"), AMINA)
        page = amina.get("/report/8/")
        sent = amina.post(page, page.own_form(), {})
        code = CODE.search(sent.text)
        assert code is not None, sent.text
        reference = re.search(r"HR-[0-9A-Z]{4}-[0-9A-Z]{4}", sent.text)
        assert reference is not None
        page = comes_back(amina, code[0])
        page = amina.post(page, page.form("words"), {"danger": "no", "words": MESSAGE})
        page = amina.get("/return/files/")
        page = amina.post(page, page.form("file"), {"danger": "no"}, {"file": ("IMG_0042.jpg", telling("JPEG"))})
        assert "error-summary" not in page.text, page.text
    with Visitor(house.url) as somebody:
        for number in range(1, 4):
            answered(somebody, somebody.get(f"/report/{number}/"), SOMEBODY)
        draft = dict(somebody.cookies)
    sergeant = cast.signs_in(cast.control_room_sergeant())
    with Visitor(house.url) as staff:
        page = staff.get("/accounts/login/")
        staff.post(page, page.form("password"), {"login": sergeant.email, "password": cast.PASSWORD})
        cookies = dict(staff.cookies)
    until_safe(reference[0], house)
    chain.does(sergeant, "take", Case.objects.get(report__reference=reference[0]))
    return Lasting(code[0], reference[0], draft, cookies)


def comes_back(visitor: Visitor, code: str) -> Page:
    page = visitor.get("/return/")
    page = visitor.post(page, page.form("code"), {"code": code})
    assert "error-summary" not in page.text, page.text
    return page


def opens(house: House, kept: Lasting) -> None:
    """The code, the words, the details, the message and the picture, each by the way people go."""
    with Visitor(house.url) as amina:
        assert kept.reference in comes_back(amina, kept.code).text
    case = Case.objects.get(report__reference=kept.reference)
    with at_the_desk(house) as staff:
        desk = f"/desk/cases/{case.reference}/"
        page = staff.opens(desk)
        for words in (WORDS, MESSAGE, cast.AMINA.name, cast.AMINA.phone, "evidence-1.jpg"):
            assert words in page.text, words
        evidence = case.report.evidence.get()
        file = staff.post(page, next(form for form in page.forms if str(evidence.pk) in form.action), {})
        assert "attachment" in file.headers["content-disposition"]
        page = staff.get(f"{desk}evidence/{evidence.pk}/original/")
        page = staff.post(page, page.form("reason"), {"reason": "The time of the picture."})
        assert BYTES.decode() in page.text


def draft_goes_on(house: House, kept: Lasting) -> bool:
    """Whether the half-done report is still there for the browser that holds its cookie."""
    with Visitor(house.url) as somebody:
        somebody.cookies |= kept.draft
        return HALF_DONE in somebody.get("/report/3/").text


def is_signed_in(house: House, kept: Lasting) -> bool:
    """Whether the sergeant's browser still opens the desk; if not, it is asked to sign in, and nothing worse."""
    with Visitor(house.url) as staff:
        staff.cookies |= kept.staff
        page = staff.get("/desk/")
        assert page.status == 200, page.text
        return "/accounts/login/" not in page.url


def at_the_desk(house: House) -> Visitor:
    """The sergeant, who holds the case, signed in anew."""
    sergeant = cast.signs_in(cast.control_room_sergeant())
    staff = Visitor(house.url)
    page = staff.get("/accounts/login/")
    page = staff.post(page, page.form("password"), {"login": sergeant.email, "password": cast.PASSWORD})
    assert "/accounts/login/" not in page.url, page.text
    return staff


def until_safe(reference: str, house: House) -> None:
    """The worker has opened the case and looked at the picture."""
    cases, reports = Case.objects.filter(report__reference=reference), Report.objects.filter(reference=reference)
    until(lambda: cases.exists() and reports.filter(evidence__stripping="done").exists(), house)


def until(true: Callable[[], bool], house: House, seconds: float = 60) -> None:
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, house.logs
        time.sleep(0.2)


def answered(visitor: Visitor, page: Page, answers: Answers) -> Page:
    after = visitor.post(page, page.own_form(), answers)
    assert after.url != page.url, after.text
    return after
