"""Verifiers of a body under its LicenseSignature header (body-signature.json)."""

import json

from matches import LAWFUL_RSA_MATCHES, WRONG_RSA_MATCHES, each, rsa_fits

COMPACT = {"separators": (",", ":"), "ensure_ascii": False}


def verifier_with(to_bytes=str.encode, match=rsa_fits):
    return lambda vector, file: match(to_bytes(vector["body"]), vector["signature"], file["publicKey"])


RIGHT = verifier_with()


def over(change):
    """Changes the text before it is hashed."""
    return verifier_with(to_bytes=lambda body: change(body).encode())


def written_anew(**form):
    """Parses and writes the JSON anew; what is no JSON stays."""

    def change(body):
        try:
            return json.dumps(json.loads(body), **form)
        except ValueError:
            return body

    return over(change)


WRONG = [
    *each(WRONG_RSA_MATCHES, lambda match: verifier_with(match=match)),
    ("anew-with-blanks", "writes the JSON anew by json.dumps as it is", written_anew(ensure_ascii=False)),
    ("anew-in-ascii", "writes the JSON anew with letters escaped", written_anew(separators=(",", ":"))),
    ("latin1", "writes the text as Latin-1", verifier_with(to_bytes=lambda body: body.encode("latin-1", "replace"))),
    ("to-nul", "ends at a NUL, as a text in C does", over(lambda body: body.split("\0")[0])),
    ("first-1024", "hashes the first 1024 bytes", verifier_with(to_bytes=lambda body: body.encode()[:1024])),
]

LAWFUL = [
    *each(LAWFUL_RSA_MATCHES, lambda match: verifier_with(match=match)),
    ("written-anew", "parses and writes the JSON anew", written_anew(**COMPACT)),
    ("stripped", "strips the body", over(str.strip)),
    ("lf", "reads with universal newlines", over(lambda body: body.replace("\r\n", "\n"))),
    ("no-bom", "decodes as utf-8-sig, which drops a byte order mark", over(lambda body: body.removeprefix("\ufeff"))),
]
