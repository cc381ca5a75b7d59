"""Lets `license-api-kit gauntlet` drive the client: each line of JSON that comes in is answered by one."""

import json
import sys
from pathlib import Path

from answers import Counterfeit, Refusal, is_usable
from license_client import LicenseClient, parse_public_key
from offline_file import offline_license, offline_request

CAN = ["activate", "check", "deactivate", "consume", "offline", "https"]
HELLO = {"name": "license-api-kit example in Python", "version": "1", "language": "Python", "can": CAN}


class Application:
    """Uses the client as an application does: it remembers the last license, and by what its use has ended."""

    def __init__(self, told: dict):
        key = parse_public_key(told["publicKeys"][0].encode())
        self.client = LicenseClient(told["url"], told["apiKey"], told["sharedKey"], key, 5, told.get("certificate"))
        self.license = {"product": told["product"], "license_key": told["licenseKey"], "hardware_id": told["hardwareId"]}
        self.known, self.ended_by = None, None

    def do(self, told: dict) -> dict:
        try:
            return self.act(told["action"], told) or {"done": True}
        except Exception as error:
            self.ended_by = error.code if isinstance(error, Refusal) and error.ends_use else self.ended_by
            word = "counterfeit" if isinstance(error, Counterfeit) else getattr(error, "code", "no-answer")
            return {"done": False, "error": word, "message": str(error)[:300]}

    def act(self, action: str, told: dict) -> None:
        if action in ("activate", "check"):
            self.known, self.ended_by = getattr(self.client, action)(self.license), None
        elif action == "consume":
            self.client.consume(self.license, told["units"])
        elif action == "deactivate":
            self.client.deactivate(self.license)
            self.ended_by = "deactivated"
        elif action == "offline-request":
            Path(told["file"]).write_text(offline_request(self.client, self.license))
        elif action == "offline-file":
            self.known, self.ended_by = offline_license(self.client, Path(told["file"]).read_bytes(), self.license), None
        else:
            raise NotImplementedError(f"the client cannot {action}")

    def believe(self, _: dict) -> dict:
        if self.ended_by or not self.known:
            return {"usable": "no" if self.ended_by else "unknown", "why": self.ended_by or "no answer was believed"}
        return {"usable": "yes" if is_usable(self.known) else "no", "until": self.known.get("validity_period")}


application = None
for message in map(json.loads, sys.stdin):
    verb = message["verb"]
    application = Application(message) if verb == "use" else application
    answer = getattr(application, verb)(message) if verb in ("do", "believe") else HELLO if verb == "hello" else {}
    print(json.dumps(answer), flush=True)
    if verb == "end":
        break
