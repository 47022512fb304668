"""Template tags of the pack: the error summary, one question, every question of a form."""

from django import forms, template
from django.template.context import Context
from django.template.engine import Engine
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from hatereport.formkit import forms as formkit_forms
from hatereport.formkit.questions import Question, questions

register = template.Library()


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, list[tuple[str, str]]]:
    """What went wrong, each line a link to the control; nothing when nothing did."""
    return {"lines": formkit_forms.error_summary(form)}


@register.simple_tag(takes_context=True, name="question")
def question_tag(context: Context, bound: forms.BoundField) -> SafeString:
    """One question, wherever a page wants it."""
    return ask(context, Question(bound))


@register.simple_tag(takes_context=True, name="questions")
def questions_tag(context: Context, form: forms.BaseForm) -> SafeString:
    """Every question of a form, the hidden fields first."""
    hidden = format_html_join("", "{}", ((bound.as_hidden(),) for bound in form.hidden_fields()))
    return mark_safe(hidden + "".join(ask(context, question) for question in questions(form)))  # noqa: S308  (joined from templates)


@register.simple_tag(takes_context=True)
def ask(context: Context, question: Question) -> SafeString:
    """A question in the template of its kind. Straight to the engine: an include in a loop costs twice as much."""
    drawn = Engine.get_default().get_template(f"govuk/questions/{question.asked_as}.html")
    return drawn.render(context.new({"question": question, "english_beside": question.grave and _wanted(context)}))


def _wanted(context: Context) -> bool:
    """Whether the page wants the English beside its gravest words (hatereport.languages)."""
    wanted = context.get("english_beside")
    return bool(wanted() if callable(wanted) else wanted)
