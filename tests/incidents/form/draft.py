"""What stands in the draft of whoever is at the form."""

from incidents.models import Draft
from incidents.questions import Answers


def saved() -> Answers:
    return Draft.objects.select_related("content").get().given
