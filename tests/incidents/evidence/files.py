"""Files added behind a return code, for the tests."""

import uuid
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incidents.evidence import making_safe
from incidents.models import Evidence
from tests.files_of_the_cast import telling

FILES = "/return/files/"
ANONYMOUS = {"contact": {"contact": "anonymous"}}


def add(client: Client, name: str = "IMG_0042.jpg", content: bytes | None = None, **data: Any) -> Any:
    content = telling("JPEG") if content is None else content
    return client.post(FILES, {"key": uuid.uuid4(), "danger": "no", **data, "file": SimpleUploadedFile(name, content)})


def worked() -> Evidence:
    """The newest file, after the worker's turn."""
    evidence = Evidence.objects.order_by("-number").first()
    assert evidence is not None
    making_safe.make_safe(evidence.pk)
    return Evidence.objects.select_related("content").get(pk=evidence.pk)


def lying_in(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())
