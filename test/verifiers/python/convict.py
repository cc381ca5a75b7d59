"""Prints, for each verifier, the vectors of a folder over which it comes to another verdict: convict.py FOLDER"""

import json
import pathlib
import sys

import answers
import bodies
import call_signatures
import dates
import license_signatures
import offline_answers
import offline_requests

KINDS = [
    ("hmac", "hmac.json", "vectors", call_signatures),
    ("dates", "dates.json", "vectors", dates),
    ("body-signature", "body-signature.json", "vectors", bodies),
    ("license-signature", "license-signature.json", "vectors", license_signatures),
    ("answers", "answers.json", "vectors", answers),
    ("offline-request", "offline.json", "requests", offline_requests),
    ("offline-answer", "offline.json", "answers", offline_answers),
]


def convictions(folder):
    for kind, file_name, list_name, module in KINDS:
        file = json.loads((folder / file_name).read_text(encoding="utf-8"))

        def conviction(row):
            verifier_id, how, verify = row
            misjudged = [vector for vector in file[list_name] if judge(verify, vector, file) != vector["accept"]]
            by_flag = {flag: [one["id"] for one in misjudged if one["flag"] == flag] for flag in ("must", "observed")}
            return {"id": f"{kind}/{verifier_id}", "how": how, **by_flag}

        yield {
            "kind": kind,
            "right": conviction(("right", "does as it should", module.RIGHT)),
            "wrong": [conviction(row) for row in module.WRONG],
            "lawful": [conviction(row) for row in module.LAWFUL],
        }


def judge(verify, vector, file):
    """Gives a verifier's verdict; what throws has refused."""
    try:
        return bool(verify(vector, file))
    except Exception:
        return False


if __name__ == "__main__":
    print(json.dumps(list(convictions(pathlib.Path(sys.argv[1])))))
