import { byAnotherKey, selfNamed } from "./another-key.ts";
import { activated, checked, counted, feature, refusal } from "./answer-bodies.ts";
import { aboutOthers, noOwn, stranger } from "./answers-about-others.ts";
import {
  activation,
  add,
  bundleCheck,
  type CalledAnswer,
  check,
  device,
  featureCheck,
  get,
  giveBack,
  key,
  licensed,
  ofUser,
  ours,
  release,
  signed,
  textOf,
  under,
  userCheck,
} from "./called-answers.ts";
import { publicKey, rsa, rsaOver, rsaPss } from "./signatures.ts";
import {
  headOf,
  mayAccept,
  mayRefuse,
  mustAccept,
  mustRefuse,
  observedAccept,
  type Row,
  sources,
  vectorsOf,
} from "./vector.ts";

const { v1, v2, bundle, errors, release: released, inviolable } = sources;

const right = licensed(checked);
const later = { ...right, validity_period: "2040-06-15T00:00:00.000Z" };
const genuine = mustAccept(v2, "All its signatures fit what was asked and answered.");
const allFit = mustAccept(inviolable, "Its signature fits; whether such answers are signed no page says.");
const tampered = mustRefuse(inviolable, "Its header does not fit its bytes.");
const unsigned = mustRefuse(v2, "The page says that answers carry the header.");
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
    observedAccept("Clients cut the username at its first |; no page says so."),
    signed(userCheck("ada@example.test|4711"), ofUser("ada@example.test")),
  ],
  [
    7,
    "a license without an end",
    mustAccept(v1, "An end that is not there is an empty text: what is signed ends in #."),
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
    observedAccept("Clients take the email of the answer; no page says so."),
    signed(
      get("check-license", { ...device, product: "user-app", id_token: "token", customer_account_code: "acme" }),
      ofUser("ada@example.test"),
    ),
  ],
  [
    10,
    "key and username sent, the username signed",
    observedAccept("The page says user or key, not which where both were sent; clients sign the user."),
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

const isError = mustRefuse(errors, "An error has a status of 400 or more, and the status is not signed.");
const selfNaming = { ...checked, public_key: selfNamed.publicKey, license_signature: selfNamed.license, ...key };
const laterRows: Row<CalledAnswer>[] = [
  [88, "a refusal with the status 200", isError, signed(check, refusal)],
  [89, "a refusal with the status 200 for added units", isError, signed(add, refusal)],
  [90, "a refusal with the status 200 for a feature", isError, signed(featureCheck("export"), refusal)],
  [
    91,
    "a check that names the key by which it is signed",
    mustRefuse(inviolable, "Anybody can make a key; the client's own counts."),
    under(selfNamed.answer, check, selfNaming),
  ],
  [
    92,
    "a header with PSS",
    mustRefuse(v2, "The page verifies PKCS#1 v1.5."),
    under(rsaPss(textOf(right)), check, right),
  ],
  [
    93,
    "the word of another endpoint for a release, signed",
    mustRefuse(released, "The page names the word license_deactivated."),
    signed(release, "password_changed"),
  ],
  [
    94,
    "an empty answer for a release, signed",
    mustRefuse(released, "The page names the word license_deactivated."),
    signed(release, ""),
  ],
  [
    95,
    "a header whose name is in lower case",
    mustAccept(v2, "Names of headers know no case (RFC 9110)."),
    { ...signed(check, right), headers: { licensesignature: rsa(textOf(right)) } },
  ],
  [
    96,
    "key and a username with a suffix sent, the username signed up to its |",
    observedAccept("Clients sign the user where one was sent, up to its first |; no page says so."),
    signed(
      get("check-license", { ...ours, username: "ada@example.test|4711" }),
      licensed(checked, { name: "ada@example.test" }),
    ),
  ],
];

/** Whole answers, as a client has them before it: what it asked, and what came. */
export function answerVectors(): object {
  return {
    ...headOf(
      "answers",
      "a client judges the answer to its call: the LicenseSignature header over the body, and in answers to activations and checks the license_signature of each license, as in body-signature.json and license-signature.json; then whether it is about what was asked: product, license, license id, feature. Accepting a refusal means to believe it",
    ),
    publicKey,
    vectors: vectorsOf("answers", [
      ...genuineRows,
      ...headerRows,
      ...aboutOthers,
      ...ownRows,
      ...refusalRows,
      ...laterRows,
    ]),
  };
}
