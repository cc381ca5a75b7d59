"""A client of the License API v4: it signs its calls and believes only what the server signed."""

import base64
import hashlib
import hmac
import http.client
import json
import re
import urllib.error
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


class Refusal(Exception):
    """The server refuses the call; `code` is what to decide by, the wording may change."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code


class Counterfeit(Exception):
    """The answer is not the server's: a signature is missing or does not fit."""


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


def offline_license(
    text: str, license: dict[str, str], public_key: RSAPublicKey, api_key: str, shared_key: str
) -> dict[str, Any]:
    """Reads the file that came back from an offline activation, and believes it only if it is for this license."""
    answer = json.loads(text)
    if not isinstance(answer, dict):
        raise Counterfeit("the file holds no license")
    # What was signed is the text without the two license signatures: written anew it might be another one
    covered = re.sub(r',"license_signature(_v2)?":"[^"]*"', "", text.strip())
    name = license.get("license_key", license.get("username"))
    lines = ["licenseSpring", f"date: {answer.get('date')}", name, license["hardware_id"], api_key]
    v1 = license_text(license, answer.get("validity_period"))
    if not is_signed(public_key, covered.encode(), answer.get("license_signature_v2")):
        raise Counterfeit("license_signature_v2 does not fit the file")
    if not is_signed(public_key, v1.encode(), answer.get("license_signature")):
        raise Counterfeit("license_signature does not fit the license")
    if sign_text(shared_key, "\n".join(lines)) != answer.get("offline_signature"):
        raise Counterfeit("offline_signature does not fit the license")
    return answer


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

    def activate(self, license: dict[str, str]) -> dict[str, Any]:
        """Binds the device to the license."""
        return self._verified("POST", "activate_license", license)

    def check(self, license: dict[str, str]) -> dict[str, Any]:
        """Gives the state of the license on the device."""
        return self._verified("GET", "check_license", license)

    def consume(self, license: dict[str, str], units: int) -> dict[str, Any]:
        """Adds units to what the license has used."""
        answer = json.loads(self._call("POST", "add_consumption", {**license, "consumptions": units}))
        if not isinstance(answer, dict) or "total_consumptions" not in answer:
            raise Counterfeit("the answer counts no units")
        return answer

    def deactivate(self, license: dict[str, str]) -> None:
        """Releases the device."""
        word = self._call("POST", "deactivate_license", license, must_be_signed=False)
        if word != b"license_deactivated":
            raise Counterfeit("the answer releases no device")

    def _verified(self, method: str, endpoint: str, license: dict[str, str]) -> dict[str, Any]:
        answer = json.loads(self._call(method, endpoint, license))
        if not isinstance(answer, dict):
            raise Counterfeit("the answer is no license")
        text = license_text(license, answer.get("validity_period"))
        if not is_signed(self.public_key, text.encode(), answer.get("license_signature")):
            raise Counterfeit("license_signature does not fit the license")
        # No signature covers the question: the answer may be about another product of the same key
        if (answer.get("product_details") or {}).get("short_code") != license["product"]:
            raise Counterfeit("the license is of another product")
        return answer

    def _call(self, method: str, endpoint: str, fields: dict[str, Any], must_be_signed: bool = True) -> bytes:
        status, headers, body = self._send(self._request(method, endpoint, fields))
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

    def _send(self, request: urllib.request.Request) -> tuple[int, Any, bytes]:
        try:
            with urllib.request.urlopen(request, timeout=self.timeout_seconds) as response:
                return response.status, response.headers, response.read()
        except urllib.error.HTTPError as refused:  # urllib throws what the API says with a status over 299
            with refused:
                return refused.code, refused.headers, refused.read()
        except http.client.HTTPException as error:
            raise ConnectionError(f"the answer broke off or is no HTTP: {error!r}") from error


def refusal_of(status: int, body: bytes) -> Exception:
    """Reads why the server refused; proxies on the way answer in forms of their own."""
    try:
        answer = json.loads(body)
        return Refusal(status, answer["code"], answer["message"])
    except (ValueError, KeyError, TypeError):
        return ConnectionError(f"HTTP {status}, which is not an answer of the License API: {body[:200]!r}")


def read_public_key(place: str) -> RSAPublicKey:
    """Reads a PEM from a file, or from an address for tests: a key proves nothing if the server it proves gave it."""
    if place.startswith(("http://", "https://")):
        with urllib.request.urlopen(place, timeout=10) as response:
            pem = response.read()
    else:
        with open(place, "rb") as file:
            pem = file.read()
    key = load_pem_public_key(pem)
    if not isinstance(key, RSAPublicKey):
        raise ValueError(f"{place}: expected an RSA public key, found {type(key).__name__}")
    return key
