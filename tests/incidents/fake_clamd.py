"""A virus scanner as far as its wire goes: speaks INSTREAM over TCP, finds what the test says is a virus."""

import socket
import struct
import threading
from types import TracebackType
from typing import Self

#: What real scanners find in the file made for trying them out.
FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
OK = b"stream: OK\0"


class FakeClamd:
    """Listens while entered. `virus` is found wherever it stands; `answer` replaces every verdict."""

    def __init__(self, virus: bytes = b"EICAR", answer: bytes | None = None) -> None:
        self.virus, self.answer = virus, answer
        self.scanned: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as said:
                if said.read(10) != b"zINSTREAM\0":
                    caller.sendall(b"UNKNOWN COMMAND\0")
                    continue
                content = b""
                while length := struct.unpack("!L", said.read(4))[0]:
                    content += said.read(length)
                self.scanned.append(content)
                caller.sendall(self.answer if self.answer is not None else FOUND if self.virus in content else OK)
