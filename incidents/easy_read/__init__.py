"""Easy Read: the same questions, answers and steps in easier words and with symbols.

Short sentences, one idea each. The tables are core_questions.py and optional_questions.py; here they are put into a
form, and looked up when answers are read back. A person switches it on for as long as the browser is open
(hatereport/languages/choosing.py).
"""

from django.forms import Form
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from incidents.easy_read.core_questions import CORE
from incidents.easy_read.optional_questions import OPTIONAL
from incidents.easy_read.words import EasyChoice, EasyQuestion, EasyWords

QUESTIONS: EasyWords = CORE | OPTIONAL

#: Under the heading of a section, in place of its usual lead.
LEADS: dict[str, tuple[Promise, ...]] = {
    "what": (_("Write something or tick something."), _("You can leave out the rest.")),
    "when": (_("You can leave out every question."),),
    "where": (_("You can leave out every question."),),
    "why": (_("You can leave out every question."),),
    "suspect": (_("Tell us only what you know."),),
    "circumstances": (
        _("You can tell us with or without papers to stay here."),
        _("You do not have to write about that."),
        _("The police have their own rules about what they pass on."),
    ),
    "about_you": (_("We only count these answers."), _("They change nothing for you.")),
}

__all__ = ["LEADS", "QUESTIONS", "EasyChoice", "EasyQuestion", "EasyWords", "answer", "label", "put_into"]


def put_into(form: Form, section: str) -> None:
    """Word the questions of a form anew. What they ask, take and check stays as it is."""
    for name, easy in QUESTIONS[section].items():
        field = form.fields.get(name)
        if field is None:
            continue
        field.label = easy.label or field.label  # type: ignore[assignment]  # its stubs know one kind of lazy text
        field.help_text = _lines(easy.hints) if easy.hints else ""  # type: ignore[assignment]  # as above
        field.symbol = easy.symbol  # type: ignore[attr-defined]  # hatereport/formkit/questions.py draws it
        choices, widget = {choice.code: choice for choice in easy.choices}, field.widget
        if hasattr(widget, "symbols"):
            field.choices = [  # type: ignore[attr-defined]
                (code, choices[code].label or usual if code in choices else usual)
                for code, usual in field.choices  # type: ignore[attr-defined]
            ]
            # New dictionaries: those of the class are shared by every form of the house.
            field.widget.symbols = {code: choice.symbol for code, choice in choices.items() if choice.symbol}
            if choices:
                field.widget.hints = {code: _lines(choice.hints) for code, choice in choices.items() if choice.hints}


def label(section: str, name: str) -> Promise | None:
    """What a question is called, if it has easier words than usual."""
    easy = QUESTIONS[section].get(name)
    return easy.label if easy else None


def answer(section: str, name: str, code: str) -> Promise | None:
    """What an answer is called, if it has easier words than usual."""
    easy = [QUESTIONS[section][name]] if name in QUESTIONS[section] else []
    if name == "details":  # asked below each reason, kept as one
        easy = [question for asked, question in QUESTIONS[section].items() if asked.startswith("details_")]
    return next((choice.label for question in easy for choice in question.choices if choice.code == code), None)


def _lines(sentences: tuple[Promise, ...]) -> Promise:
    """Each on a line of its own (white-space: pre-line). Late, so that the English can stand beside a translation."""
    return format_lazy("\n".join(["{}"] * len(sentences)), *sentences)
