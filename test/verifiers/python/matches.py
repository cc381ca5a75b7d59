"""Ways to say whether a signature fits: the right ones, and wrong ones that several kinds share."""

import base64
import binascii
import hmac

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15


def hmac_base64(key, text, hash_name="sha256"):
    """Gives the signature of a text under a shared key: HMAC in base64."""
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hash_name).digest()).decode()


def same_text(given, expected):
    """The right way to compare two signatures in base64."""
    return hmac.compare_digest(given.encode(), expected.encode())


def as_far_as_given(given, expected):
    return all(a == b for a, b in zip(given, expected))


WRONG_TEXT_MATCHES = [
    ("any-length", "compares by zip(), as far as the shorter text goes", as_far_as_given),
    ("first-8", "compares the first 8 characters", lambda given, expected: given[:8] == expected[:8]),
]


def rsa_fits(data, signature, public_key):
    """The right way to verify a signature of the server: RSA-SHA256, PKCS#1 v1.5, canonical base64."""
    return fits_over(hashes.SHA256(), data, strict_base64(signature), public_key)


def strict_base64(text):
    """Gives the bytes of canonical base64, and none of anything else."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""
    return raw if base64.b64encode(raw).decode() == text else b""


def lenient_base64(text):
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return b""


def fits_over(digest, data, raw, public_key):
    try:
        serialization.load_pem_public_key(public_key.encode()).verify(raw, data, PKCS1v15(), digest)
    except InvalidSignature:
        return False
    return True


def or_over(digest):
    """Takes what is right, and what is signed over another hash besides."""
    return lambda data, signature, key: (
        rsa_fits(data, signature, key) or fits_over(digest, data, lenient_base64(signature), key)
    )


WRONG_RSA_MATCHES = [
    (
        "length-only",
        "asks only whether the signature has the length of one",
        lambda data, text, key: len(lenient_base64(text)) == 256,
    ),
    ("sha512-too", "takes SHA-512 too", or_over(hashes.SHA512())),
]

LAWFUL_RSA_MATCHES = [
    (
        "lenient-base64",
        "skips what is no base64",
        lambda data, text, key: fits_over(hashes.SHA256(), data, lenient_base64(text), key),
    ),
]


def each(rows, verifier_of):
    """Turns the parts that several kinds share into verifiers of one kind."""
    return [(part_id, how, verifier_of(part)) for part_id, how, part in rows]
