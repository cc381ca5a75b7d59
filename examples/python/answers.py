"""What a server says: a license, a refusal, or something that is to be believed by nobody."""

import json
from datetime import datetime, timezone
from typing import Any

# What is refused with these is the license on this device, whatever was asked
ENDS_OF_USE = {
    "license_not_found",
    "license_not_enabled",
    "license_not_active",
    "license_expired",
    "active_license_required",
    "license_start_date_error",
    "license_activated_max_times",
    "license_user_activated_max_times",
    "trial_expired",
    "device_not_found",
    "blacklisted",
    "vm_not_allowed",
    "floating_not_available",
    "disabled_product",
}


class Refusal(Exception):
    """The server refuses the call; `code` is what to decide by, the wording may change."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code

    @property
    def ends_use(self) -> bool:
        """Tells whether the license cannot be used; other refusals, and a server in trouble, say nothing of that."""
        return self.status < 500 and self.code in ENDS_OF_USE


class Counterfeit(Exception):
    """The answer is not the server's: a signature is missing or does not fit."""


def read_object(text: str | bytes) -> dict[str, Any]:
    """Reads a JSON object. One that is nested too deep is none: Python would end by its own limit of calls."""
    try:
        answer = json.loads(text)
    except RecursionError:
        raise ValueError("the answer is nested too deep") from None
    if not isinstance(answer, dict):
        raise Counterfeit("the answer is no JSON object")
    return answer


def refusal_of(status: int, body: bytes) -> Exception:
    """Reads why the server refused; proxies on the way answer in forms of their own."""
    try:
        answer = read_object(body)
    except (ValueError, Counterfeit):
        answer = {}
    code, message = answer.get("code"), answer.get("message")
    if status >= 400 and isinstance(code, str) and isinstance(message, str):
        return Refusal(status, code, message)
    return ConnectionError(f"HTTP {status}, which is not an answer of the License API: {body[:200]!r}")


def is_usable(license: dict[str, Any]) -> bool:
    """Tells whether a license lets the product be used now; a check and an activation have other names for the same."""
    is_active = license.get("license_active", license.get("active")) is True
    is_enabled = license.get("license_enabled", True) is True
    return is_active and is_enabled and license.get("is_expired") is False and not has_ended(license)


def has_ended(license: dict[str, Any]) -> bool:
    """Tells whether the end of a license has come; the answer may be older than that. One that cannot be read has."""
    end = license.get("validity_period")
    try:
        return end is not None and datetime.fromisoformat(end.replace("Z", "+00:00")) <= datetime.now(timezone.utc)
    except (AttributeError, TypeError, ValueError):
        return True
