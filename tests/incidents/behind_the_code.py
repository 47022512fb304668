"""Coming back with a return code, for the tests of what is behind it."""

from django.test import Client

from incidents import return_codes
from incidents.questions import Answers
from incidents.sending import Sent, send_answers


def behind_the_code(sent: Sent) -> Client:
    """A browser that has typed the code as it stands on the page."""
    client = Client()
    assert client.post("/return/", {"code": return_codes.grouped(sent.return_code)}).status_code == 303
    return client


def sends(answers: Answers) -> Client:
    """Somebody who sends a report and comes back with its code."""
    return behind_the_code(send_answers(answers))
