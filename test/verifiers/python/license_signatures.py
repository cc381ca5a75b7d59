"""Verifiers of license_signature (license-signature.json)."""

from matches import LAWFUL_RSA_MATCHES, each, rsa_fits


def up_to_bar(username):
    """Gives the part of a username that is signed."""
    return username.split("|")[0]


def sent_name(vector, of_user=up_to_bar):
    """Gives the name as it stands in the text: the username where one was sent, else the license key."""
    return vector["licenseKey"] if vector.get("username") is None else of_user(vector["username"])


def text_of(device, name, end):
    return f"{device}#{name}#{end}".lower()


def verifier_with(name=sent_name, end=lambda end: end or "", text=text_of, match=rsa_fits):
    def verify(vector, file):
        signed = text(vector["hardwareId"], name(vector), end(vector["validityPeriod"]))
        return match(signed.encode(), vector["signature"], file["publicKey"])

    return verify


RIGHT = verifier_with()


def with_end(change):
    """Changes an end that is there."""
    return verifier_with(end=lambda end: change(end) if end else "")


WRONG = [
    (
        "key-lowered-only",
        "puts only the license key in lower case",
        verifier_with(text=lambda device, name, end: f"{device}#{name.lower()}#{end}"),
    ),
    (
        "last-separator-dropped",
        "drops the last # where there is no end",
        verifier_with(text=lambda *parts: text_of(*parts).rstrip("#")),
    ),
    (
        "end-not-signed",
        "takes a signature of no end for any end",
        lambda vector, file: RIGHT(vector, file) or RIGHT({**vector, "validityPeriod": None}, file),
    ),
    (
        "bar-last",
        "cuts a username at its last |, by rsplit",
        verifier_with(name=lambda vector: sent_name(vector, lambda username: username.rsplit("|", 1)[0])),
    ),
    ("none-text", 'writes no end as "None"', verifier_with(end=str)),
    (
        "no-end-passes",
        "does not verify where there is no end",
        lambda vector, file: vector["validityPeriod"] is None or RIGHT(vector, file),
    ),
    ("microseconds", "writes microseconds, as isoformat does", with_end(lambda end: end.replace("Z", "000Z"))),
]

LAWFUL = each(LAWFUL_RSA_MATCHES, lambda match: verifier_with(match=match))
