"""Screens that may have a video in British Sign Language. An administrator adds one (admin.py); none is no promise.

What is said in a video stands beside it on the page, which is its transcript. Files are the public's to see and
lie unsealed in MEDIA_ROOT/signed.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.models import SignedVideo
from incidents.questions import SECTIONS


@dataclass(frozen=True)
class Screen:
    code: str
    title: Promise


SCREENS: tuple[Screen, ...] = (
    Screen("start", _("The start page")),
    *(Screen(section.code, section.title) for section in SECTIONS),
    Screen("check", _("Check your answers")),
    Screen("sent", _("We have your report")),
    Screen("return", _("Come back with your code")),
    Screen("urgent", _("Call 999 now")),
)
CODES = frozenset(screen.code for screen in SCREENS)

#: By the ending of the name, which admin.py holds to the content.
CONTENT_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


@dataclass(frozen=True)
class Video:
    address: str
    content_type: str


def video_of(screen: str) -> Video | None:
    """The video of a screen, if there is one. One query."""
    row = SignedVideo.objects.filter(pk=screen).first()
    return Video(reverse("signed", args=[screen]), content_type(row)) if row else None


def content_type(row: SignedVideo) -> str:
    return CONTENT_TYPES[str(row.file.name).rpartition(".")[2].lower()]


@dataclass(frozen=True)
class Count:
    """How many screens are signed, for the accessibility statement."""

    count: int
    total: int

    @property
    def all(self) -> bool:
        return self.count == self.total


def counted() -> Count:
    return Count(SignedVideo.objects.filter(pk__in=CODES).count(), len(SCREENS))
