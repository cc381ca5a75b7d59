import { activated, checked, counted, feature } from "./answer-bodies.ts";
import {
  activation,
  add,
  bundleCheck,
  type CalledAnswer,
  check,
  featureCheck,
  get,
  licensed,
  ofUser,
  ours,
  signed,
  userCheck,
} from "./called-answers.ts";
import { mayAccept, mayRefuse, mustRefuse, type Row, sources } from "./vector.ts";

/** The answer of somebody else. */
export const stranger = mustRefuse(
  sources.inviolable,
  "It is genuine and not for whom it was asked: license_signature tells.",
);
/** A license that nothing binds. */
export const noOwn = mustRefuse(
  sources.v1,
  "Activations and checks carry license_signature; without it nothing binds the answer to device and license.",
);
const notAsked = mustRefuse(
  sources.inviolable,
  "An answer is about what was asked for; no signature covers that, so a client compares it.",
);

const right = licensed(checked);
const ofProduct = (short_code: string) =>
  licensed({ ...checked, product_details: { ...checked.product_details, short_code } });

/** Answers that are genuine, and not to the call that they answer. */
export const aboutOthers: readonly Row<CalledAnswer>[] = [
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
  [48, "another feature than the one that was asked", notAsked, signed(featureCheck("render"), feature)],
  [49, "the word of a release for a check", noOwn, signed(check, "license_deactivated")],
  [
    50,
    "the license signed for the user where the key was sent",
    mayRefuse("The page says user or key, not which where both are known."),
    signed(check, licensed(checked, { name: "ada@example.test" })),
  ],
  [97, "a check of another product", notAsked, signed(check, ofProduct("other-app"))],
  [98, "a check of a product whose code begins the same", notAsked, signed(check, ofProduct("key-app-pro"))],
  [
    99,
    "another license's check under its own key",
    stranger,
    signed(check, { ...licensed(checked, { name: "ACTV-PERP-KEYS-0002" }), license_key: "ACTV-PERP-KEYS-0002" }),
  ],
  [
    100,
    "another license of the same key, where an id was sent",
    notAsked,
    signed(get("check-license", { ...ours, license_id: checked.id }), licensed({ ...checked, id: checked.id + 1 })),
  ],
  [
    101,
    "the feature of another license, where an id was sent",
    notAsked,
    signed(get("check-license-feature", { ...ours, feature: "export", license_id: checked.id }), {
      ...feature,
      license_id: checked.id + 1,
    }),
  ],
  [
    102,
    "a bundle whose first license is of another device",
    stranger,
    signed(bundleCheck, [licensed(checked, { hardwareId: "Laptop-2" }), right]),
  ],
];
