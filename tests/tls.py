"""The proxy of a deployment, small: speaks https with a certificate of its own and hands each request on, saying so.

For what a browser does only at a real https address: passkeys, `__Host-` cookies. A browser started with `trusting()`
takes the host's name for this machine and the certificate for good.
"""

import base64
import datetime
import hashlib
import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOT_HANDED_ON = {"connection", "transfer-encoding", "keep-alive"}


class Proxy:
    """In front of `behind` (http://127.0.0.1:port), under the name `host`."""

    def __init__(self, folder: Path, host: str, behind: str) -> None:
        self.host = host
        certificate, self.fingerprint = _certificate(folder, host)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handing_on_to(urlsplit(behind).netloc))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def url(self) -> str:
        return f"https://{self.host}:{self._server.server_port}"

    def trusting(self) -> tuple[str, ...]:
        """What Chromium is told at its start."""
        return (
            f"--host-resolver-rules=MAP {self.host} 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={self.fingerprint}",
        )

    @contextmanager
    def open(self) -> Iterator["Proxy"]:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


def _handing_on_to(behind: str) -> type[BaseHTTPRequestHandler]:
    class HandingOn(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def hand_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {**dict(self.headers.items()), "X-Forwarded-Proto": "https"}
            line = http.client.HTTPConnection(behind, timeout=60)
            line.request(self.command, self.path, body or None, headers)
            answer = line.getresponse()
            content = answer.read()
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name.lower() not in NOT_HANDED_ON | {"content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            line.close()

        do_GET = do_POST = hand_on

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return HandingOn


def _certificate(folder: Path, host: str) -> tuple[Path, str]:
    """Signed by itself, with its key in one file; and the fingerprint of its public key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(secret + made.public_bytes(pem))
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return file, base64.b64encode(hashlib.sha256(public).digest()).decode()
