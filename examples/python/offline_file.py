"""Activation without a line: a request file goes to the server, and a license file comes back."""

import base64
import json
import re
from email.utils import formatdate
from typing import Any

from answers import Counterfeit, read_object
from license_client import LicenseClient, is_signed, license_text, require_product, sign_text


def offline_request(client: LicenseClient, license: dict[str, str]) -> str:
    """Writes the file that asks for an activation of the device."""
    fields = {**license, "api_key": client.api_key, "date": formatdate(usegmt=True), "request": "activation"}
    fields["signature"] = sign_text(client.shared_key, _five_lines(client, license, fields["date"]))
    return base64.b64encode(json.dumps(fields).encode()).decode()


def offline_license(client: LicenseClient, file: bytes, license: dict[str, str]) -> dict[str, Any]:
    """Reads the file that came back, and believes it only if it is for this license."""
    text = file.decode()
    answer = read_object(text)
    # What was signed is the text without the two license signatures: written anew it might be another one
    covered = re.sub(r',"license_signature(_v2)?":"[^"]*"', "", text.strip())
    v1 = license_text(license, answer.get("validity_period"))
    if not is_signed(client.public_key, covered.encode(), answer.get("license_signature_v2")):
        raise Counterfeit("license_signature_v2 does not fit the file")
    if not is_signed(client.public_key, v1.encode(), answer.get("license_signature")):
        raise Counterfeit("license_signature does not fit the license")
    if sign_text(client.shared_key, _five_lines(client, license, answer.get("date"))) != answer.get("offline_signature"):
        raise Counterfeit("offline_signature does not fit the license")
    if "product" in license:
        require_product(answer, license)
    return answer


def _five_lines(client: LicenseClient, license: dict[str, str], date: Any) -> str:
    name = license.get("license_key", license.get("username"))
    return "\n".join(["licenseSpring", f"date: {date}", str(name), license["hardware_id"], client.api_key])
