"""A client of the License API v4: it signs its calls and believes only what the server signed."""

import base64
import hashlib
import hmac
import json
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from answers import Counterfeit, Refusal, read_object, refusal_of
from send_call import send_call


def sign_date(shared_key: str, date: str) -> str:
    """Gives the signature of a request, which covers the exact text of its Date header."""
    return sign_text(shared_key, f"licenseSpring\ndate: {date}")


def sign_text(shared_key: str, text: str) -> str:
    """Gives the account's signature over a text."""
    digest = hmac.new(shared_key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def license_text(license: dict[str, str], validity_period: str | None) -> str:
    """Gives the text that the v1 signature of an answer covers.

    A username counts up to its first "|". An absent end is an empty text.
    """
    identity = license["username"].split("|")[0] if "username" in license else license["license_key"]
    return f"{license['hardware_id']}#{identity}#{validity_period or ''}".lower()


def is_signed(public_key: RSAPublicKey, signed: bytes, signature: Any) -> bool:
    """Tells whether a base64 signature is the server's for these very bytes."""
    if not isinstance(signature, str):
        return False
    try:
        public_key.verify(base64.b64decode(signature, validate=True), signed, PKCS1v15(), SHA256())
    except (ValueError, InvalidSignature):
        return False
    return True


def require_product(answer: dict[str, Any], license: dict[str, str]) -> None:
    """Refuses a license of another product: no signature covers the question, and the key may be the same there."""
    product = answer.get("product_details")
    if not isinstance(product, dict) or product.get("short_code") != license["product"]:
        raise Counterfeit("the license is of another product")


@dataclass(frozen=True)
class LicenseClient:
    """Calls the API about licenses.

    A license is what names it on a device: product, hardware_id and license_key, or in place of the key a username.
    """

    url: str
    api_key: str
    shared_key: str = field(repr=False)
    public_key: RSAPublicKey
    timeout_seconds: float = 10
    certificate: str | None = None  # PEM of the only one to trust; None: those of the system

    def activate(self, license: dict[str, str]) -> dict[str, Any]:
        """Binds the device to the license."""
        return self._verified("POST", "activate_license", license)

    def check(self, license: dict[str, str]) -> dict[str, Any]:
        """Gives the state of the license on the device."""
        return self._verified("GET", "check_license", license)

    def consume(self, license: dict[str, str], units: int) -> dict[str, Any]:
        """Adds units to what the license has used."""
        answer = read_object(self._call("POST", "add_consumption", {**license, "consumptions": units}))
        if "total_consumptions" not in answer:
            raise Counterfeit("the answer counts no units")
        return answer

    def deactivate(self, license: dict[str, str]) -> None:
        """Releases the device."""
        word = self._call("POST", "deactivate_license", license, must_be_signed=False)
        if word != b"license_deactivated":
            raise Counterfeit("the answer releases no device")

    def _verified(self, method: str, endpoint: str, license: dict[str, str]) -> dict[str, Any]:
        answer = read_object(self._call(method, endpoint, license))
        text = license_text(license, answer.get("validity_period"))
        if not is_signed(self.public_key, text.encode(), answer.get("license_signature")):
            raise Counterfeit("license_signature does not fit the license")
        require_product(answer, license)
        return answer

    def _call(self, method: str, endpoint: str, fields: dict[str, Any], must_be_signed: bool = True) -> bytes:
        request = self._request(method, endpoint, fields)
        status, headers, body = send_call(request, self.timeout_seconds, self.certificate)
        # The bytes are verified as they came: the same JSON written anew may be other bytes. Refusals and releases
        # grant nothing, so they may come unsigned; but a signature that is there must fit.
        signature = headers.get("LicenseSignature")
        if signature is None and must_be_signed and status == 200:
            raise Counterfeit("the answer has no LicenseSignature header")
        if signature is not None and not is_signed(self.public_key, body, signature):
            raise Counterfeit("the LicenseSignature header does not fit the answer")
        if status != 200:
            raise refusal_of(status, body)
        return body

    def _request(self, method: str, endpoint: str, fields: dict[str, Any]) -> urllib.request.Request:
        address = f"{self.url.rstrip('/')}/api/v4/{endpoint}"
        headers = {**self._authorization(), "Accept": "application/json", "Content-Type": "application/json"}
        if method == "GET":
            return urllib.request.Request(f"{address}?{urllib.parse.urlencode(fields)}", headers=headers)
        return urllib.request.Request(address, json.dumps(fields).encode(), headers, method=method)

    def _authorization(self) -> dict[str, str]:
        date = formatdate(usegmt=True)
        facts = {
            "algorithm": "hmac-sha256",
            "headers": "date",
            "signature": sign_date(self.shared_key, date),
            "apikey": self.api_key,
        }
        return {"Date": date, "Authorization": ",".join(f'{name}="{value}"' for name, value in facts.items())}


def read_public_key(place: str) -> RSAPublicKey:
    """Reads a PEM from a file, or from an address for tests: a key proves nothing if the server it proves gave it."""
    if place.startswith(("http://", "https://")):
        with urllib.request.urlopen(place, timeout=10) as response:
            return parse_public_key(response.read())
    with open(place, "rb") as file:
        return parse_public_key(file.read())


def parse_public_key(pem: bytes) -> RSAPublicKey:
    """Reads the server's public key from its PEM."""
    key = load_pem_public_key(pem)
    if not isinstance(key, RSAPublicKey):
        raise ValueError(f"the public key: expected RSA, found {type(key).__name__}")
    return key
