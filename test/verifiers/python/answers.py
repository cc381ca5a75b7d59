"""Verifiers of a whole answer to a call (answers.json)."""

import json
import re

import license_signatures
from matches import rsa_fits

WORDS = {
    "deactivate-license": "license_deactivated",
    "deactivate-bundle": "license_deactivated",
    "change-password": "password_changed",
    "floating-release": "",
}


def parsed(body):
    try:
        return json.loads(body)
    except ValueError:
        return None


def own_signature_fits(license, fields, file, verify=license_signatures.RIGHT):
    """Verifies license_signature over what was sent and the end that came."""
    by_token = not fields.get("license_key") and (fields.get("id_token") or fields.get("code"))
    vector = {
        "hardwareId": fields["hardware_id"],
        "licenseKey": fields.get("license_key"),
        "username": fields.get("username") or (license["user"]["email"] if by_token else None),
        "validityPeriod": license.get("validity_period"),
        "signature": license["license_signature"],
    }
    return verify(vector, file)


def is_same(answered, asked):
    """Compares what was answered with what was asked; what one side does not name is not compared."""
    return answered is None or asked is None or answered == asked


def is_asked_license(license, fields):
    return all(is_same(license.get(name), fields.get(name)) for name in ("license_key", "hardware_id")) and is_same(
        license.get("id"), fields.get("license_id")
    )


def is_asked_product(license, fields):
    return is_same(license.get("product_details", {}).get("short_code"), fields["product"])


def is_error(value):
    return isinstance(value, dict) and isinstance(value.get("status"), int) and isinstance(value.get("code"), str)


def is_fitting(vector):
    """Tells whether an answer that holds no license is one to its call."""
    endpoint, fields = vector["call"]["endpoint"], vector["call"]["fields"]
    if endpoint in WORDS:
        return vector["body"] == WORDS[endpoint]
    value = parsed(vector["body"])
    if not isinstance(value, dict) or is_error(value):
        return False
    if endpoint == "check-license-feature":
        return value.get("code") == fields["feature"] and is_same(value.get("license_id"), fields.get("license_id"))
    return endpoint != "add-consumption" or "total_consumptions" in value


def header_of(headers):
    """Gives the LicenseSignature, however its name is spelt."""
    return next((value for name, value in headers.items() if name.lower() == "licensesignature"), None)


def verifier_with(
    header=header_of,
    is_signed=own_signature_fits,
    is_asked_license=is_asked_license,
    is_asked_product=is_asked_product,
    members=lambda licenses: licenses,
    is_refusal=lambda vector: vector["status"] >= 400,
    is_fitting=is_fitting,
):
    def is_believed(vector, file):
        endpoint, fields = vector["call"]["endpoint"], vector["call"]["fields"]
        if not re.fullmatch("(check|activate)-(license|bundle)", endpoint):
            return is_fitting(vector)
        is_bundle = endpoint.endswith("bundle")
        value = parsed(vector["body"])
        licenses = members(value if is_bundle else [value])
        return all(
            is_signed(license, fields, file)
            and is_asked_license(license, fields)
            and (is_bundle or is_asked_product(license, fields))
            for license in licenses
        )

    def verify(vector, file):
        if not rsa_fits(vector["body"].encode(), header(vector["headers"]), file["publicKey"]):
            return False
        return is_error(parsed(vector["body"])) if is_refusal(vector) else is_believed(vector, file)

    return verify


RIGHT = verifier_with()


def unless(is_taken):
    return lambda vector, file: is_taken(vector) or RIGHT(vector, file)


def with_v1(verify):
    return verifier_with(is_signed=lambda license, fields, file: own_signature_fits(license, fields, file, verify))


def without_id(license, fields):
    return is_asked_license(license, {**fields, "license_id": None})


WRONG = [
    (
        "header-by-case",
        "knows the header by one spelling only",
        verifier_with(header=lambda headers: headers.get("LicenseSignature")),
    ),
    ("none-text", 'writes no end as "None"', with_v1(license_signatures.verifier_with(end=str))),
    (
        "any-product",
        "does not ask whether the license is of its own product",
        verifier_with(is_asked_product=lambda *_: True),
    ),
    (
        "any-license-id",
        "does not compare the license id for which it asked",
        verifier_with(is_asked_license=without_id),
    ),
    (
        "any-feature",
        "does not ask whether the answer is about its own feature",
        verifier_with(is_fitting=lambda one: one["call"]["endpoint"] == "check-license-feature" or is_fitting(one)),
    ),
    ("no-members", "does not look at the licenses of a bundle", verifier_with(members=lambda licenses: [])),
    ("status-ignored", "does not look at the HTTP status", verifier_with(is_refusal=lambda vector: False)),
    (
        "any-200",
        "takes a release by its HTTP status",
        unless(lambda vector: vector["call"]["endpoint"] == "deactivate-license" and vector["status"] == 200),
    ),
]

LAWFUL = [
    (
        "errors-unsigned",
        "believes any error, as it grants nothing",
        unless(lambda vector: vector["status"] >= 400 and is_error(parsed(vector["body"]))),
    ),
]
