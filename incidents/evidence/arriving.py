"""An upload on its way in: held in memory up to the limit, and never written to a disk in clear.

Django's own handlers either write large files to the temporary folder or drop them without a word. This one (the only
one, hatereport/settings.py) keeps what fits and counts the rest, so that the form can say that a file is too large.
"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: Of one file, and of all files of one request: they are added one by one.
LARGEST = 10 * 1024 * 1024


class InMemoryOnly(FileUploadHandler):
    """Takes LARGEST bytes a request; what is more is counted and thrown away."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._held = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._buffer = BytesIO()
        self._too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._held += len(raw_data)
        if self._held > LARGEST:
            self._too_large = True
            self._buffer = BytesIO()
        else:
            self._buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file; one that is too large comes without content and with its true size."""
        self._buffer.seek(0)
        size = max(file_size, LARGEST + 1) if self._too_large else file_size
        return InMemoryUploadedFile(
            self._buffer, self.field_name, self.file_name or "", self.content_type or "", size, self.charset
        )
