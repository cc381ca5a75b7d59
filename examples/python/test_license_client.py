"""What the client accepts and refuses: the shared vectors, and a mock where LICENSE_API_URL names one."""

import json
import os
import unittest
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_public_key

from demo import LICENSE, client_of_environment
from license_client import Refusal, is_signed, license_text, sign_date

VECTORS = Path(__file__).parents[2] / "fixtures" / "vectors"


def vectors_of(name: str):
    """Gives the public key, where there is one, and the vectors of a file."""
    content = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    key = load_pem_public_key(content["publicKey"].encode()) if "publicKey" in content else None
    return key, content["vectors"]


class VectorsTest(unittest.TestCase):
    def test_request_signatures(self):
        _, vectors = vectors_of("hmac.json")
        for vector in vectors:
            with self.subTest(vector["name"]):
                fits = sign_date(vector["sharedKey"], vector["date"]) == vector["signature"]
                self.assertEqual(fits, vector["accept"])

    def test_body_signatures(self):
        key, vectors = vectors_of("body-signature.json")
        for vector in vectors:
            with self.subTest(vector["name"]):
                self.assertEqual(is_signed(key, vector["body"].encode(), vector["signature"]), vector["accept"])

    def test_license_signatures(self):
        key, vectors = vectors_of("license-signature.json")
        for vector in vectors:
            with self.subTest(vector["name"]):
                identity = {"username": vector["username"]} if "username" in vector else {"license_key": vector["id"]}
                text = license_text({"hardware_id": vector["hardwareId"], **identity}, vector["validityPeriod"])
                self.assertEqual(is_signed(key, text.encode(), vector["signature"]), vector["accept"])


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
