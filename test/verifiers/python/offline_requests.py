"""Verifiers of requests for offline activation (offline.json, requests)."""

import base64
import json
import re

from matches import hmac_base64, same_text

DECODER = json.JSONDecoder()


def five_lines(of, api_key=None):
    """Gives the text of an offline signature."""
    name = of.get("license_key") or of.get("username")
    account = api_key or of.get("api_key") or of.get("client_id")
    return "\n".join(["licenseSpring", f"date: {of['date']}", name, of["hardware_id"], account])


def decode_strictly(body):
    return base64.b64decode(body, validate=True).decode("utf-8")


def member_texts(text, wanted):
    """Gives the very texts of the members of that name in the outermost object."""
    texts, at = [], text.index("{") + 1
    while True:
        start = re.compile(r"[\s,]*").match(text, at).end()
        if text[start] == "}":
            return texts
        name, at = DECODER.raw_decode(text, start)
        at = re.compile(r"\s*:\s*").match(text, at).end()
        _, end = DECODER.raw_decode(text, at)
        if name == wanted:
            texts.append(text[at:end])
        at = end


def only_text(text, request):
    texts = member_texts(text, "request")
    return texts[0] if len(texts) == 1 else None


def verifier_with(decode=decode_strictly, flat_text=five_lines, wrapped_text=only_text):
    def verify(vector, file):
        text = decode(vector["body"])
        request = json.loads(text)
        is_wrapped = isinstance(request.get("request"), dict)
        signed = wrapped_text(text, request["request"]) if is_wrapped else flat_text(request)
        return same_text(request["signature"], hmac_base64(file["sharedKey"], signed))

    return verify


RIGHT = verifier_with()


def or_with(**change):
    return lambda vector, file: RIGHT(vector, file) or verifier_with(**change)(vector, file)


def or_throw(vector, file):
    try:
        return RIGHT(vector, file)
    except ValueError:
        return True


def without_device(request):
    return five_lines(request).replace(f"\n{request['hardware_id']}\n", "\n")


WRONG = [
    ("throw-passes", "takes an exception for a success", or_throw),
    ("device-optional", "takes a flat signature without the line of the device too", or_with(flat_text=without_device)),
    (
        "inner-signature-too",
        "takes the signature inside of request for the one beside it",
        or_with(decode=lambda body: only_text(decode_strictly(body), None)),
    ),
    (
        "anew-with-blanks",
        "writes request anew by json.dumps as it is",
        verifier_with(wrapped_text=lambda text, request: json.dumps(request)),
    ),
    (
        "first-request",
        "verifies the first request of two and acts on the last",
        verifier_with(wrapped_text=lambda text, request: member_texts(text, "request")[0]),
    ),
    (
        "latin1",
        "decodes the body as Latin-1",
        verifier_with(decode=lambda body: base64.b64decode(body, validate=True).decode("latin-1")),
    ),
]

LAWFUL = [
    (
        "wrapped-five-lines-too",
        "takes the wrapped form signed over five lines too",
        or_with(wrapped_text=lambda text, request: five_lines(request)),
    ),
]
