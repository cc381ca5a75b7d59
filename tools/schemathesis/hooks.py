"""What Schemathesis cannot know of the License API: how calls are signed, and how they are refused."""

import base64
import hashlib
import hmac
import os
from email.utils import formatdate

import requests
import schemathesis
from schemathesis.specs.openapi.checks import negative_data_rejection


@schemathesis.auth(refresh_interval=60)
class Signature:
    """The headers Date and Authorization. documented: API key authorization"""

    def get(self, case, context):
        date = formatdate(usegmt=True)
        key = os.environ["LICENSE_SHARED_KEY"].encode()
        digest = hmac.new(key, f"licenseSpring\ndate: {date}".encode(), hashlib.sha256).digest()
        values = {
            "algorithm": "hmac-sha256",
            "headers": "date",
            "signature": base64.b64encode(digest).decode(),
            "apikey": os.environ["LICENSE_API_KEY"],
        }
        return {"Date": date, "Authorization": ",".join(f'{name}="{value}"' for name, value in values.items())}

    def set(self, case, data, context):
        case.headers = {**(case.headers or {}), **data}


@schemathesis.check
def wrong_data_is_refused(context, response, case):
    """In place of negative_data_rejection: null in a body, or nothing in a query, is as if it was not sent. assumed: W4"""
    body = case.body if isinstance(case.body, dict) else {}
    if None in body.values() or "" in (case.query or {}).values():
        return None
    return negative_data_rejection(context, response, case)


probed = set()


@schemathesis.check
def unsigned_calls_are_refused(context, response, case):
    """In place of ignored_auth, which takes 401 and 403 alone. documented: missing_headers with 400"""
    label = case.operation.label
    is_open = case.operation.definition.raw.get("security") == []
    if is_open or label in probed or response.status_code != 200:
        return
    probed.add(label)
    sent = response.request
    kind = {name: value for name, value in sent.headers.items() if name.lower() == "content-type"}
    again = requests.request(sent.method, sent.url, data=sent.body, headers=kind, timeout=10)
    found = again.status_code, again.json().get("code")
    assert found == (400, "missing_headers"), f"{label} without authorization: found {found}"
