import { byAnotherKey } from "./another-key.ts";
import { activated, checked, counted, feature, refusal } from "./answer-bodies.ts";
import {
  type CalledAnswer,
  device,
  get,
  licensed,
  ofUser,
  ours,
  post,
  signed,
  textOf,
  under,
} from "./called-answers.ts";
import { publicKey, rsa, rsaOver } from "./signatures.ts";
import { headOf, mayAccept, mayRefuse, mustAccept, mustRefuse, type Row, sources, vectorsOf } from "./vector.ts";

const { v1, v2, bundle, inviolable, clients } = sources;

const check = get("check-license", ours);
const userCheck = (username: string) => get("check-license", { ...device, product: "user-app", username });
const featureCheck = (code: string) => get("check-license-feature", { ...ours, feature: code });
const bundleCheck = get("check-bundle", { ...ours, product: "suite" });
const activation = post("activate-license", ours);
const release = post("deactivate-license", ours);
const giveBack = post("floating-release", ours);
const add = post("add-consumption", { ...ours, consumptions: 3 });

const right = licensed(checked);
const later = { ...right, validity_period: "2040-06-15T00:00:00.000Z" };
const genuine = mustAccept(v2, "All its signatures fit what was asked and answered.");
const allFit = mustAccept(inviolable, "Its signature fits; whether such answers are signed no page says.");
const tampered = mustRefuse(inviolable, "Its header does not fit its bytes.");
const unsigned = mustRefuse(v2, "The page says that answers carry the header.");
const stranger = mustRefuse(inviolable, "It is genuine and not for whom it was asked: license_signature tells.");
const noOwn = mustRefuse(
  v1,
  "Activations and checks carry license_signature; without it nothing binds the answer to device and license.",
);
const grants = "It grants nothing, and no page says that such answers are signed";

const genuineRows: Row<CalledAnswer>[] = [
  [1, "a check", genuine, signed(check, right)],
  [2, "an activation", genuine, signed(activation, licensed(activated))],
  [3, "units that were added", genuine, signed(add, counted)],
  [4, "a feature that was checked", genuine, signed(featureCheck("export"), feature)],
  [5, "a check by username", genuine, signed(userCheck("ada@example.test"), ofUser("ada@example.test"))],
  [
    6,
    "a check by a username with a suffix",
    mayAccept("Clients cut the username at its first |; no page says so.", clients),
    signed(userCheck("ada@example.test|4711"), ofUser("ada@example.test")),
  ],
  [
    7,
    "a license without an end",
    mayAccept("Clients sign an empty text for it; no page says so.", clients),
    signed(check, licensed({ ...checked, validity_period: null }, { until: null })),
  ],
  [
    8,
    "a bundle, each license with its own signature",
    mustAccept(bundle, "All its signatures fit what was asked and answered."),
    signed(bundleCheck, [right, licensed({ ...checked, id: 1_000_000_000_000_081 })]),
  ],
  [
    9,
    "a user who signed on by a token",
    mayAccept("Clients take the email of the answer; no page says so.", clients),
    signed(
      get("check-license", { ...device, product: "user-app", id_token: "token", customer_account_code: "acme" }),
      ofUser("ada@example.test"),
    ),
  ],
  [
    10,
    "key and username sent, the username signed",
    mayAccept("The page says user or key, not which where both were sent.", clients),
    signed(
      get("check-license", { ...ours, username: "ada@example.test" }),
      licensed(checked, { name: "ada@example.test" }),
    ),
  ],
];

const headerRows: Row<CalledAnswer>[] = [
  [20, "no header", unsigned, under(undefined, check, right)],
  [21, "an empty header", unsigned, under("", check, right)],
  [22, "the header of another answer", tampered, under(rsa(textOf(later)), check, right)],
  [
    23,
    "a header by another RSA key",
    mustRefuse(inviolable, "Anybody can make a key."),
    under(byAnotherKey.answer, check, right),
  ],
  [
    24,
    "a header over SHA-1",
    mustRefuse(v2, "The page verifies RSA-SHA256."),
    under(rsaOver("sha1", textOf(right)), check, right),
  ],
  [25, "a later end under the old signatures", tampered, under(rsa(textOf(right)), check, later)],
  [
    26,
    "no longer expired under the old signatures",
    tampered,
    under(rsa(textOf({ ...right, is_expired: true })), check, right),
  ],
  [
    27,
    "units under the header of fewer",
    tampered,
    under(rsa(textOf(counted)), add, { ...counted, max_consumptions: 1_000 }),
  ],
  [28, "units without a header", unsigned, under(undefined, add, counted)],
  [29, "a feature without a header", unsigned, under(undefined, featureCheck("export"), feature)],
  [30, "a page of HTML", unsigned, under(undefined, check, "<html><body>Welcome</body></html>")],
  [31, "no body and no header", unsigned, under(undefined, check, "")],
  [
    32,
    "a header under which the same JSON has blanks",
    mayRefuse("Some clients verify the bytes, others the JSON written anew; the page allows both."),
    under(rsa(textOf(right)), check, JSON.stringify(right, null, 1)),
  ],
];

const strangerRows: Row<CalledAnswer>[] = [
  [40, "another device's check", stranger, signed(check, licensed(checked, { hardwareId: "Laptop-2" }))],
  [41, "another license's check", stranger, signed(check, licensed(checked, { name: "ACTV-PERP-KEYS-0002" }))],
  [42, "another user's check", stranger, signed(userCheck("ada@example.test"), ofUser("eve@example.test"))],
  [
    43,
    "another device's activation",
    stranger,
    signed(activation, licensed({ ...activated, hardware_id: "Laptop-2" }, { hardwareId: "Laptop-2" })),
  ],
  [
    44,
    "a bundle with one license of another device",
    stranger,
    signed(bundleCheck, [right, licensed(checked, { hardwareId: "Laptop-2" })]),
  ],
  [
    45,
    "an activation for a check of the same license",
    mayAccept("license_signature is the same in both, and no page binds an answer to its endpoint."),
    signed(check, licensed(activated)),
  ],
  [46, "added units for a check", noOwn, signed(check, counted)],
  [
    47,
    "a check for added units",
    mayAccept("The header covers no question, and no page binds an answer to its endpoint."),
    signed(add, right),
  ],
  [
    48,
    "another feature than the one that was asked",
    mayAccept("The header covers no question; a client can compare the code."),
    signed(featureCheck("render"), feature),
  ],
  [49, "the word of a release for a check", noOwn, signed(check, "license_deactivated")],
  [
    50,
    "the license signed for the user where the key was sent",
    mayRefuse("The page says user or key, not which where both are known."),
    signed(check, licensed(checked, { name: "ada@example.test" })),
  ],
];

const ownRows: Row<CalledAnswer>[] = [
  [60, "no license_signature", noOwn, signed(check, checked)],
  [61, "an empty license_signature", noOwn, signed(check, { ...right, license_signature: "" })],
  [62, "a license_signature that is null", noOwn, signed(check, { ...right, license_signature: null })],
  [
    63,
    "a license_signature of another end",
    stranger,
    signed(check, licensed(checked, { until: "2040-06-15T00:00:00.000Z" })),
  ],
  [64, "a license_signature of no end", stranger, signed(check, licensed(checked, { until: null }))],
  [65, "a list in place of a license", noOwn, signed(check, [])],
];

const refusalRows: Row<CalledAnswer>[] = [
  [80, "a refusal that is signed", allFit, signed(check, refusal, 400)],
  [81, "a refusal that is not signed", mayAccept(`${grants}.`), under(undefined, check, refusal, 400)],
  [
    82,
    "a refusal under the header of another answer",
    mayRefuse(`${grants}; but a signature that is there should fit.`),
    under(rsa("{}"), check, refusal, 400),
  ],
  [83, "the word of a release, signed", allFit, signed(release, "license_deactivated")],
  [84, "the word of a release, not signed", mayAccept(`${grants}.`), under(undefined, release, "license_deactivated")],
  [
    85,
    "the word of a release under another header",
    mayRefuse(`${grants}; but a signature that is there should fit.`),
    under(rsa("{}"), release, "license_deactivated"),
  ],
  [86, "an empty answer to giving a seat back, signed", allFit, signed(giveBack, "")],
  [87, "an empty answer to giving a seat back, not signed", mayAccept(`${grants}.`), under(undefined, giveBack, "")],
];

/** Whole answers, as a client has them before it: what it asked, and what came. */
export function answerVectors(): object {
  return {
    ...headOf(
      "answers",
      "a client judges the answer to its call: the LicenseSignature header over the body, and in answers to activations and checks the license_signature of each license, as in body-signature.json and license-signature.json. Accepting a refusal means to believe it",
    ),
    publicKey,
    vectors: vectorsOf("answers", [...genuineRows, ...headerRows, ...strangerRows, ...ownRows, ...refusalRows]),
  };
}
