"""A case leaves as paper or PDF: marked, numbered, readable by a machine that reads aloud, and never without a trace."""

import datetime as dt
import hashlib
import io

import pikepdf
import pytest

from hatereport import clock, pdf
from hatereport.audit.models import Entry
from tests import cast
from tests.triage import chain
from tests.triage.chain import does
from tests.triage.desk_browser import MOST, address, at_desk, at_most
from triage import first_looks
from triage.case_page.case_file import case_file
from triage.handling import disclosures
from triage.models import Disclosure
from triage.refusals import Refused

pytestmark = pytest.mark.django_db

ASKED = {"purpose": "court_file", "recipient": "Carlisle Crown Court", "names": "yes"}


def test_the_officer_makes_a_pdf_and_it_is_kept_what_left():
    case = chain.crime_in("under_investigation")
    jack = cast.officer()

    answer = at_desk(jack).post(address(case, "print"), ASKED | {"format": "pdf"})

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}.pdf"'
    row = Disclosure.objects.get(case=case)
    assert (row.made_by, row.purpose, row.format, row.with_names) == (jack, "court_file", "pdf", True)
    assert row.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert row.to == "Carlisle Crown Court"
    entry = Entry.objects.get(act="print_case")
    assert (entry.action, entry.chain, entry.force) == ("disclosure", f"case:{case.pk}", "cumbria")
    assert "Crown Court" not in str(entry.detail)


def test_the_pdf_is_tagged_and_says_its_language_and_no_more_than_the_reference():
    case = chain.crime_in("under_investigation")

    content = at_desk(cast.officer()).post(address(case, "print"), ASKED | {"format": "pdf"}).content

    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in document.Root
        assert document.open_metadata().get("dc:title") == f"Case {case.reference}"
        assert str(document.open_metadata().get("pdfuaid:part")) == "1"
        assert len(document.pages) > 1


def test_every_page_is_marked_and_numbered_and_its_words_can_be_read_out():
    case = chain.crime_in("under_investigation")

    content = at_desk(cast.officer()).post(address(case, "print"), ASKED | {"format": "pdf"}).content

    pages = words_of(content)
    for number, words in enumerate(pages, 1):
        assert words.count("OFFICIAL-SENSITIVE") == 2
        assert f"Page {number} of {len(pages)}" in words
        assert case.reference in words
        assert "Made by Jack Routledge" in words
    whole = " ".join(" ".join(pages).split())
    assert "They shouted at me outside the shop and pushed me against the wall." in whole
    assert "Amina Yusuf" in whole
    assert "Given to" in whole


def test_without_names_no_name_and_no_number_stands_on_it():
    case = chain.crime_in("under_investigation")

    content = at_desk(cast.officer()).post(address(case, "print"), ASKED | {"names": "no", "format": "pdf"}).content

    whole = " ".join(words_of(content))
    assert "shouted at me outside" in " ".join(whole.split())
    assert "Amina" not in whole
    assert "07700" not in whole
    assert not Disclosure.objects.get(case=case).with_names


def test_the_sheets_for_the_printer_are_open_for_an_hour_to_who_made_them():
    case = chain.crime_in("under_investigation")
    jack = at_desk(cast.officer())

    sheets = jack.post(address(case, "print"), ASKED | {"format": "print"})["Location"]

    page = jack.get(sheets).content.decode()
    assert page.count("OFFICIAL-SENSITIVE") >= 2
    assert "Carlisle Crown Court" in page
    assert "Amina Yusuf" in page
    assert at_desk(cast.supervising_sergeant()).get(sheets).status_code == 404
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        assert jack.get(sheets)["Location"] == address(case, "print")
    assert Disclosure.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("what", ["note", "message", "file"])
def test_sheets_are_drawn_again_only_while_the_case_is_what_left(what):
    case, jack = chain.crime_in("under_investigation"), cast.officer()
    desk = at_desk(jack)
    sheets = desk.post(address(case, "print"), ASKED | {"format": "print"})["Location"]
    assert desk.get(sheets).status_code == 200

    if what == "note":
        does(jack, "note", case, note="The shop has closed.")
    elif what == "message":
        case.report.messages.create(direction="from_reporter", sent_at=clock.now(), content=case.report.content)
    else:
        case.attachments.create(number=1, added_by=jack, added_at=clock.now(), kind="jpeg")

    assert desk.get(sheets)["Location"] == address(case, "print")


def test_what_is_written_down_as_left_asks_itself_who_may():
    case = chain.crime_in("under_investigation")
    ellen = cast.control_room_sergeant()
    first_looks.declare(ellen, case, conflict=False, key="once")
    file = case_file(ellen, case.reference)
    assert file is not None

    with pytest.raises(Refused, match="This is for whoever holds"):
        disclosures.disclose(file, file.person, ASKED)

    assert not Disclosure.objects.exists()


def test_who_neither_holds_nor_reviews_it_shows_first_why():
    case = chain.crime_in("under_investigation")
    rachel = cast.hate_crime_sergeant()
    browser = at_desk(rachel)

    refused = browser.post(address(case, "print"), ASKED | {"format": "pdf"})
    assert refused.status_code == 403
    assert not Disclosure.objects.exists()

    does(rachel, "reveal_identity", case, reasons="The file goes to court today.")
    assert browser.post(address(case, "print"), ASKED | {"format": "pdf"}).status_code == 200


def test_an_inspector_who_reviews_prints_without_names_only():
    case = chain.crime_in("nfa_final_review")
    browser = at_desk(cast.hate_crime_inspector())

    with_names = browser.post(address(case, "print"), ASKED | {"format": "print"})
    assert with_names.status_code == 422
    assert disclosures.NO_NAMES in with_names.content.decode()

    assert browser.post(address(case, "print"), ASKED | {"names": "no", "format": "print"}).status_code == 302


@pytest.mark.parametrize("missing", ["purpose", "recipient", "names"])
def test_nothing_leaves_without_saying_what_for_and_to_whom(missing):
    case = chain.crime_in("under_investigation")
    asked = {name: value for name, value in ASKED.items() if name != missing}

    assert at_desk(cast.officer()).post(address(case, "print"), asked | {"format": "pdf"}).status_code == 422
    assert not Disclosure.objects.exists()


def test_something_else_is_said_in_words():
    case = chain.crime_in("under_investigation")
    browser = at_desk(cast.officer())

    assert browser.post(address(case, "print"), ASKED | {"purpose": "other", "format": "print"}).status_code == 422

    browser.post(address(case, "print"), ASKED | {"purpose": "other", "purpose_words": "Coroner", "format": "print"})
    assert Disclosure.objects.get(case=case).to == "Carlisle Crown Court (Coroner)"


def test_the_page_says_what_has_left_before_in_few_queries():
    case = chain.crime_in("under_investigation")
    browser = at_desk(cast.officer())
    browser.post(address(case, "print"), ASKED | {"format": "pdf"})
    browser.post(address(case, "print"), ASKED | {"format": "print"})

    with at_most(MOST):
        page = browser.get(address(case, "print")).content.decode()

    assert page.count("Carlisle Crown Court") == 2
    assert Disclosure.objects.exclude(sha256="").get().sha256 in page


def test_where_pango_is_missing_the_page_says_so_and_offers_print(monkeypatch):
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    case = chain.crime_in("under_investigation")
    browser = at_desk(cast.officer())

    page = browser.get(address(case, "print")).content.decode()

    assert "PDF is not installed here" in page
    assert "Make the PDF" not in page
    refused = browser.post(address(case, "print"), ASKED | {"format": "pdf"})
    assert refused.status_code == 409
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "asks",
    [
        '<img src="http://elsewhere.example/x.png">',
        '<img src="file:///etc/hostname">',
        '<p style="background: url(https://elsewhere.example/x)">x</p>',
        '<link rel="stylesheet" href="http://elsewhere.example/x.css">',
    ],
)
def test_nothing_is_fetched_for_a_pdf(asks):
    with pytest.raises(pdf.Fetched):
        pdf.draw(f'<html lang="en"><title>x</title>{asks}</html>', "")


def test_what_was_written_into_a_report_is_no_markup_in_the_pdf():
    words = {"words": '<img src="http://elsewhere.example/x.png"> <b>they</b> shouted', "kinds": ["hit"]}
    case = chain.crime_in("dispatched", what=words)

    content = at_desk(cast.officer()).post(address(case, "print"), ASKED | {"format": "pdf"}).content

    assert "<b>they</b> shouted" in " ".join(" ".join(words_of(content)).split())


def words_of(content: bytes) -> list[str]:
    """The words of each page in the order they are drawn, through the fonts' own maps to Unicode."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as document:
        for sheet in document.pages:
            fonts = {name: _unicode(font) for name, font in sheet.Resources.Font.items()}
            found.append(_said(sheet, fonts))
    return found


def _unicode(font) -> dict[int, str]:
    known: dict[int, str] = {}
    inside = False
    for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
        if line.endswith("beginbfchar"):
            inside = True
        elif line.startswith("endbfchar"):
            inside = False
        elif inside:
            glyph, said = (part.strip("<>") for part in line.split())
            known[int(glyph, 16)] = bytes.fromhex(said).decode("utf-16-be")
    return known


def _said(sheet, fonts) -> str:
    words, font = [], {}
    for one in pikepdf.parse_content_stream(sheet):
        if not isinstance(one, pikepdf.ContentStreamInstruction):
            continue
        match str(one.operator):
            case "Tf":
                font = fonts[str(one.operands[0])]
            case "Tj" | "TJ":
                parts = one.operands[0] if str(one.operator) == "TJ" else [one.operands[0]]
                raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                words.append("".join(font.get(raw[at] << 8 | raw[at + 1], "") for at in range(0, len(raw), 2)))
            case "ET":
                words.append("\n")
    return "".join(words)
