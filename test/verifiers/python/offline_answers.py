"""Verifiers of files for offline activation (offline.json, answers)."""

import json

import license_signatures
from matches import hmac_base64, rsa_fits, same_text
from offline_requests import five_lines


def rest_of(license, *removed):
    return {name: value for name, value in license.items() if name not in removed}


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def v2_members(license):
    return rest_of(license, "license_signature", "license_signature_v2")


def v2_text(license):
    return compact(v2_members(license))


def is_v1_good(license, file, verify=license_signatures.RIGHT):
    vector = {
        "hardwareId": license["hardware_id"],
        "licenseKey": license.get("license_key"),
        "username": license.get("username"),
        "validityPeriod": license.get("validity_period"),
        "signature": license["license_signature"],
    }
    return verify(vector, file)


def is_asked(license, call, names=("hardware_id", "license_key", "username")):
    return all(call.get(name) in (None, license.get(name)) for name in names)


def verifier_with(
    v2_text=v2_text,
    is_v1_good=is_v1_good,
    offline_match=same_text,
    is_asked=is_asked,
    bundle_match=rsa_fits,
    members=lambda licenses: licenses,
):
    def is_good(license, call, file):
        expected = hmac_base64(file["sharedKey"], five_lines(license, file["apiKey"]))
        is_offline_good = offline_match(license["offline_signature"], expected)
        return is_v1_good(license, file) and is_offline_good and is_asked(license, call)

    def verify(vector, file):
        answer, call, key = json.loads(vector["body"]), vector.get("call", {}), file["publicKey"]
        if "licenses" not in answer:
            is_covered = rsa_fits(v2_text(answer).encode(), answer["license_signature_v2"], key)
            return is_covered and is_good(answer, call, file)
        licenses = answer["licenses"]
        if not licenses or not bundle_match(compact(licenses).encode(), answer.get("bundle_signature_v2", ""), key):
            return False
        return all(is_good(license, call, file) for license in members(licenses))

    return verify


RIGHT = verifier_with()


def none_text(license, file):
    return is_v1_good(license, file, license_signatures.verifier_with(end=str))


WRONG = [
    (
        "v2-keeps-v1",
        "leaves license_signature in the text of license_signature_v2",
        verifier_with(v2_text=lambda license: compact(rest_of(license, "license_signature_v2"))),
    ),
    (
        "v2-with-blanks",
        "writes the JSON by json.dumps as it is",
        verifier_with(v2_text=lambda license: json.dumps(v2_members(license), ensure_ascii=False)),
    ),
    (
        "v2-in-ascii",
        "writes the JSON with letters escaped",
        verifier_with(v2_text=lambda license: json.dumps(v2_members(license), separators=(",", ":"))),
    ),
    (
        "any-license",
        "does not ask whether the file is for its own license",
        verifier_with(is_asked=lambda license, call: is_asked(license, call, ("hardware_id",))),
    ),
    ("members-unverified", "verifies a bundle and not its licenses", verifier_with(members=lambda licenses: [])),
    ("none-text", 'writes no end as "None" in license_signature', verifier_with(is_v1_good=none_text)),
]

LAWFUL = [
    ("v1-not-verified", "verifies all but license_signature", verifier_with(is_v1_good=lambda *_: True)),
    ("offline-not-verified", "verifies all but offline_signature", verifier_with(offline_match=lambda *_: True)),
    (
        "bundle-not-verified",
        "verifies the licenses of a bundle and not the bundle",
        verifier_with(bundle_match=lambda *_: True),
    ),
]
