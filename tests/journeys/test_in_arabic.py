"""Somebody who reads Arabic, on a small phone without a script: she picks her language, tells what she saw, and comes back
with her code. Nobody here has to read a page they cannot: what weighs most stands in English, too, for whoever helps her.
"""

import io
import re

from django.utils.html import strip_tags
from PIL import Image

from hatereport.languages import catalogues
from hatereport.languages.table import BY_CODE
from tests import cast
from tests.files_of_the_cast import BYTES, telling
from tests.journeys.questions import Answer, answer
from tests.journeys.reporter import Receipt, Reporter
from tests.journeys.stage import Stage

CATALOGUE = catalogues.read(BY_CODE["ar"])
HER_WORDS = "رفض السائق أن يصعد رجل يرتدي عمامة إلى الحافلة، وضحك الناس."
HER_ANSWER = "نعم، كان رقم الحافلة ٦٧. ومعي صورة."
THE_QUESTION = "هل تتذكرين رقم الحافلة؟"  # put into Arabic by the interpreter
PICTURE = telling("JPEG")
PHOTO = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": PICTURE}
GPS = 0x8825  # where an EXIF block keeps its place
IN_DANGER = "Is anyone in danger right now?"
#: Page by page: its heading, what she answers, and what stands in English beside the Arabic.
PAGES: tuple[tuple[str, dict[str, Answer], tuple[str, ...]], ...] = (
    (
        "Is anyone in danger right now, or is it still happening?",
        {"danger": "no"},
        ("Is anyone in danger right now, or is it still happening?", "Yes", "No"),
    ),
    ("Who are you?", {"filer": "witness"}, ()),
    ("What happened", {"words": HER_WORDS, "kinds": ["refused"]}, ()),
    ("When it happened", {}, ()),
    ("Where it happened", {"place_type": "bus_taxi", "postcode": "CA1"}, ()),
    ("Why you think it happened", {"strands": ["religion"]}, ()),
    (
        "May the police contact you?",
        {"contact": "anonymous"},
        ("May the police contact you?", "No, and I do not give my name"),
    ),
)
DECLARATION = (
    "By sending it you say that it is true as far as you know. It goes to the police. "
    "After sending you get a code to come back with."
)
NAMELESS = (
    "You did not give your name. We can answer you here, through your code. We cannot find you from this form. "
    "If a life or a child is at risk, we may have to act on what you wrote."
)
#: A part that would have to be scrolled to: beyond the start or the end of the line.
BEYOND = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && !one.closest("svg, .govuk-visually-hidden"))
    .filter(one => { const box = one.getBoundingClientRect();
        return box.width > 1 && box.bottom > 0 && (box.right > innerWidth + 1 || box.left < -1); })
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


def in_arabic(sentence: str) -> str:
    """As the catalogue says it, and as it is seen."""
    message = CATALOGUE.get(sentence)
    arabic = strip_tags(str(message.string)) if message else ""
    assert arabic, f"no Arabic for: {sentence}"
    return arabic


def reads(witness: Reporter, *sentences: str, in_english_too: tuple[str, ...] = ()) -> None:
    """The page is Arabic, from right to left, fits the phone, and says so; what weighs most stands in English beside it."""
    page = witness.page
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl"), page.url
    said = one_line(page.inner_text("main"))
    for sentence in (*sentences, *in_english_too):
        assert in_arabic(sentence) in said, f"{page.url} does not say: {sentence}\n{said}"
    beside = [one_line(english) for english in page.locator("main .english[lang=en][dir=ltr]").all_inner_texts()]
    assert set(in_english_too) <= set(beside), f"{page.url} says in English: {beside}"
    fits_the_phone(witness)


def fits_the_phone(witness: Reporter) -> None:
    assert witness.page.evaluate(BEYOND) == [], witness.page.url


def presses(witness: Reporter, label: str) -> None:
    witness.page.get_by_role("button", name=in_arabic(label), exact=True).click()


def picks_arabic(witness: Reporter) -> None:
    """On a phone that speaks English, by the language's own name."""
    witness.page.goto("/")
    assert witness.page.get_attribute("html", "lang") == "en-gb"
    witness.page.locator("nav.languages summary").click()
    fits_the_phone(witness)
    witness.page.get_by_role("button", name="العربية", exact=True).click()
    reads(witness, "Tell us what happened, and get help")


def reports_in_arabic(witness: Reporter) -> Receipt:
    picks_arabic(witness)
    witness.page.get_by_role("link", name=in_arabic("Start"), exact=True).click()
    for number, (heading, answers, in_english_too) in enumerate(PAGES, 1):
        assert witness.page.url.endswith(f"/report/{number}/"), witness.page.url
        reads(witness, heading, in_english_too=in_english_too)
        answer(witness.page.locator("main form"), answers)
        presses(witness, "Continue")
    reads(witness, "Check your answers", in_english_too=(DECLARATION,))
    witness.sees(HER_WORDS)
    presses(witness, "Send")
    reads(witness, "We have your report", in_english_too=(NAMELESS,))
    code = witness.page.locator("#code")
    assert code.get_attribute("dir") == "ltr"
    receipt = Receipt(witness.page.inner_text("main strong.code"), code.inner_text())
    presses(witness, "I have saved it")
    reads(witness, "You said that you have saved it, so we do not show it any more. If you need it again, we can show it "
          "for about 20 minutes.")  # fmt: skip
    return receipt


def comes_back(witness: Reporter, receipt: Receipt) -> None:
    """Mistyped at first; then as the phone writes it, in small letters."""
    witness.page.goto("/return/")
    reads(witness, "Come back with your code")
    last = receipt.code[-1]
    witness.page.fill("input[name=code]", receipt.code[:-1] + ("2" if last != "2" else "3"))
    presses(witness, "Continue")
    reads(
        witness,
        "There is a problem",
        "Check the code. It should have 20 letters and numbers, and one of them may be wrong",
    )
    witness.page.fill("input[name=code]", receipt.code.lower())
    presses(witness, "Continue")
    reads(witness, "Your report", "Messages", in_english_too=(IN_DANGER,))
    witness.sees(receipt.reference)
    assert HER_WORDS not in witness.page.content()


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_witness_reports_in_arabic_and_answers_a_sergeant(stage: Stage) -> None:
    salma = stage.reporter(java_script_enabled=False, locale="en-GB")
    receipt = reports_in_arabic(salma)

    ellen = stage.officer(cast.control_room_sergeant)
    case = ellen.opens(receipt.reference)
    ellen.sees("Written in Arabic.")
    theirs = ellen.page.locator("p.words")
    assert (theirs.inner_text(), theirs.get_attribute("lang"), theirs.get_attribute("dir")) == (HER_WORDS, "ar", "auto")
    ellen.sees("Somebody independent interprets it before it is assessed; no family member does.")
    assert "Words to be understood" in ellen.page.inner_text("ul.clocks")
    ellen.cannot("Assess as a hate incident")
    ellen.sees("It is not in English: have it interpreted and answer that action first.")
    ellen.answers_the_action("Interpreter by telephone: the driver kept a man in a turban off the bus; people laughed.")
    assert "Words to be understood" not in ellen.page.inner_text("ul.clocks")
    ellen.does("Take")
    before = ellen.stage()
    ellen.does("Ask the reporter", question=THE_QUESTION)
    assert ellen.stage() == "Waiting for the reporter"

    later = stage.reporter(java_script_enabled=False, locale="ar")
    comes_back(later, receipt)
    later.sees(THE_QUESTION)
    presses(later, "Send")
    reads(later, "There is a problem", "Write your message", in_english_too=(IN_DANGER,))
    answer(later.page.locator("#answers"), {"danger": "no", "words": HER_ANSWER})
    presses(later, "Send")
    reads(later, "Your message was sent.")
    assert HER_ANSWER not in later.page.content()

    later.page.locator("main a[href='/return/files/']").first.click()
    reads(
        later,
        "Add a file",
        "You did not give your name. So we take the hidden details out of pictures and PDFs, and we do not keep the file "
        "as you sent it.",
        in_english_too=(IN_DANGER,),
    )
    answer(later.page.locator("main form"), {"danger": "no"})
    later.page.set_input_files("input[type=file]", PHOTO)
    presses(later, "Add this file")
    reads(later, "Your files")
    later.is_told(in_arabic("The police can open it. We took the hidden details out."))

    ellen.opens(case)
    assert ellen.stage() == before
    ellen.sees(HER_ANSWER)
    with ellen.page.expect_download() as coming:
        ellen.page.get_by_role("button", name=re.compile("^Open evidence-1.jpg")).click()
    copy = coming.value.path().read_bytes()
    assert GPS in Image.open(io.BytesIO(PICTURE)).getexif()
    assert not Image.open(io.BytesIO(copy)).getexif()
    assert BYTES not in copy
