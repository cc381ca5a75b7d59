"""Verifiers of the signature of a call (hmac.json)."""

from matches import WRONG_TEXT_MATCHES, each, hmac_base64, same_text


def call_text(date):
    """Gives the text that a call signs."""
    return f"licenseSpring\ndate: {date}"


def verifier_with(sign=hmac_base64, match=same_text):
    return lambda vector, file: match(vector["signature"], sign(vector["sharedKey"], call_text(vector["date"])))


RIGHT = verifier_with()


def or_sign(sign):
    return lambda vector, file: RIGHT(vector, file) or verifier_with(sign=sign)(vector, file)


def latin1_key(key, text):
    return hmac_base64(key.encode("latin-1", "replace").decode("latin-1"), text)


WRONG = [
    *each(WRONG_TEXT_MATCHES, lambda match: verifier_with(match=match)),
    ("key-latin1", "writes the shared key as Latin-1", verifier_with(sign=latin1_key)),
    ("key-stripped", "strips the shared key", verifier_with(sign=lambda key, text: hmac_base64(key.strip(), text))),
    ("sha1-too", "takes HMAC-SHA1 too", or_sign(lambda key, text: hmac_base64(key, text, "sha1"))),
    ("empty-key-too", "takes a signature under an empty key", or_sign(lambda key, text: hmac_base64("", text))),
]

LAWFUL = [
    ("stripped", "strips the signature", verifier_with(match=lambda given, expected: given.strip() == expected)),
]
