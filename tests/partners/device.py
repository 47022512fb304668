"""A device that keeps passkeys, in software: what a browser and its authenticator would answer the server."""

import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

HOST = "localhost"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


class Device:
    """One passkey. `sure`: it has made sure of its person by finger, face or PIN."""

    def __init__(self, origin: str = f"http://{HOST}", *, sure: bool = True) -> None:
        self.origin = origin
        self.sure = sure
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.owner = ""

    def create(self, options: dict[str, Any]) -> str:
        """The answer to a registration, as the form posts it."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        key = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        named = bytes(16) + struct.pack(">H", len(self.id)) + self.id + key
        statement = {"fmt": "none", "attStmt": {}, "authData": self._about(HAS_KEY) + named}
        said = self._client_data("webauthn.create", asked["challenge"])
        return self._posted(clientDataJSON=said, attestationObject=cbor.encode(statement))

    def get(self, options: dict[str, Any]) -> str:
        """The answer to being asked for it."""
        said, about = self._client_data("webauthn.get", options["publicKey"]["challenge"]), self._about(0)
        signature = self.key.sign(about + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._posted(clientDataJSON=said, authenticatorData=about, signature=signature, owner=self.owner)

    def _about(self, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.sure else 0) | more
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + bytes(4)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _posted(self, owner: str = "", **parts: bytes) -> str:
        response: dict[str, str] = {name: websafe_encode(part) for name, part in parts.items()}
        if owner:
            response["userHandle"] = owner
        name = websafe_encode(self.id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
