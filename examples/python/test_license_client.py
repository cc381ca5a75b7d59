"""What the client accepts and refuses: the shared vectors, and a mock where LICENSE_API_URL names one."""

import json
import os
import unittest
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from cryptography.hazmat.primitives.serialization import load_pem_public_key

from answers import Counterfeit, Refusal
from demo import LICENSE, client_of_environment
from license_client import LicenseClient, is_signed, license_text, sign_date
from offline_file import offline_license

VECTORS = Path(__file__).parents[2] / "fixtures" / "vectors"


def vectors_of(name: str):
    """Gives the public key, where there is one, and the vectors of a file."""
    content = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    key = load_pem_public_key(content["publicKey"].encode()) if "publicKey" in content else None
    return key, content["vectors"]


class VectorsTest(unittest.TestCase):
    def expect(self, vector, accepted: bool):
        """What no source fixes may come out either way; what is observed holds, as the client has to work."""
        if vector["flag"] != "may":
            self.assertEqual(accepted, vector["accept"], vector["reason"])

    def test_request_signatures(self):
        _, vectors = vectors_of("hmac.json")
        for vector in vectors:
            with self.subTest(vector["id"], name=vector["name"]):
                self.expect(vector, sign_date(vector["sharedKey"], vector["date"]) == vector["signature"])

    def test_body_signatures(self):
        key, vectors = vectors_of("body-signature.json")
        for vector in vectors:
            with self.subTest(vector["id"], name=vector["name"]):
                self.expect(vector, is_signed(key, vector["body"].encode(), vector["signature"]))

    def test_license_signatures(self):
        key, vectors = vectors_of("license-signature.json")
        names = {"hardwareId": "hardware_id", "licenseKey": "license_key", "username": "username"}
        for vector in vectors:
            with self.subTest(vector["id"], name=vector["name"]):
                license = {names[name]: value for name, value in vector.items() if name in names}
                text = license_text(license, vector["validityPeriod"])
                self.expect(vector, is_signed(key, text.encode(), vector["signature"]))

    def test_answers(self):
        key, vectors = vectors_of("answers.json")
        for vector in vectors:
            if is_supported(vector["call"]):
                with self.subTest(vector["id"], name=vector["name"]):
                    self.expect(vector, is_believed(vector, key))

    def test_offline_answers(self):
        content = json.loads((VECTORS / "offline.json").read_text(encoding="utf-8"))
        key = load_pem_public_key(content["publicKey"].encode())
        client = LicenseClient("", content["apiKey"], content["sharedKey"], key)
        for vector in content["answers"]:
            with self.subTest(vector["id"], name=vector["name"]):
                license = vector.get("call", OFFLINE)
                try:
                    offline_license(client, vector["body"].encode(), license)
                    accepted = True
                except (Counterfeit, ValueError):
                    accepted = False
                self.expect(vector, accepted)


# Who asks, where a vector names nobody
OFFLINE = {"hardware_id": "Laptop-1", "license_key": "OFFL-INEX-KEYS-0001"}


def is_supported(call) -> bool:
    """Tells whether the client has the call, and knows its fields."""
    known = {"product", "hardware_id", "license_key", "username", "consumptions"}
    return call["endpoint"] in CALLS and set(call["fields"]) <= known


CALLS = {
    "activate-license": LicenseClient.activate,
    "check-license": LicenseClient.check,
    "add-consumption": lambda client, license: client.consume(license, 3),
    "deactivate-license": LicenseClient.deactivate,
}


def is_believed(vector, key) -> bool:
    """Asks a server that gives the answer of the vector. A refusal that is believed is an answer too."""
    with server_of(vector) as url:
        try:
            CALLS[vector["call"]["endpoint"]](LicenseClient(url, "key", "secret", key), vector["call"]["fields"])
        except Refusal:
            return True
        except (Counterfeit, ConnectionError, ValueError):
            return False
        return True


@contextmanager
def server_of(vector):
    """Serves one answer to whatever is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = vector["body"].encode()
            self.send_response(vector["status"])
            for name, value in {**vector["headers"], "Content-Length": len(body)}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.handle_request, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"


@unittest.skipUnless(os.environ.get("LICENSE_API_URL"), "LICENSE_API_URL names no mock")
class LiveTest(unittest.TestCase):
    def setUp(self):
        self.client = client_of_environment()

    def test_a_license_is_activated_checked_used_and_released(self):
        self.client.activate(LICENSE)
        before = self.client.check(LICENSE)["total_consumptions"]
        self.assertEqual(self.client.consume(LICENSE, 2)["total_consumptions"], before + 2)
        self.client.deactivate(LICENSE)
        with self.assertRaises(Refusal) as refused:
            self.client.check(LICENSE)
        self.assertEqual(refused.exception.code, "license_not_active")

    def test_an_unknown_license_is_refused_by_its_code(self):
        with self.assertRaises(Refusal) as refused:
            self.client.activate({**LICENSE, "license_key": "NONE-NONE-NONE-NONE"})
        self.assertEqual(refused.exception.code, "license_not_found")


if __name__ == "__main__":
    unittest.main()
