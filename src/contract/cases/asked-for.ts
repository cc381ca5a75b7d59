import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import type { Evidence } from "../../api/evidence.ts";
import type { GetDeviceVariablesResponse } from "../../generated/types.ts";
import type { ContractCase, StepContext, UndoRequest } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { licensesIn } from "./complete.ts";
import { type Complaint, complaintUnless, ownClaim, successStep } from "./expectations.ts";
import { both, type FieldSource, featureBy, requestOf } from "./requests.ts";
import { activated } from "./undo-requests.ts";

// What an answer has only where the call asks for it, or sends it: the same of every endpoint that takes the parameter.

interface Asked {
  readonly endpoint: EndpointName;
  readonly role: string;
  readonly fields?: FieldSource;
  /** That it comes where it is asked for. @default assumed */
  readonly evidence?: Evidence;
}

const checked = { evidence: "observed: a client's type" } as const;

const withMetadata: readonly Asked[] = [
  { endpoint: "check-license", role: "completeUser", ...checked },
  { endpoint: "activate-license", role: "completeUser" },
  { endpoint: "check-license-feature", role: "featureLicense", fields: featureBy("feature"), ...checked },
  { endpoint: "check-bundle", role: "completeBundleUser" },
  { endpoint: "activate-bundle", role: "completeBundleUser" },
  { endpoint: "user-licenses", role: "completeUser" },
  { endpoint: "device-licenses", role: "completeUser" },
  { endpoint: "product-details", role: "activeKeyLicense" },
  { endpoint: "products", role: "activeKeyLicense" },
];

type Json = Readonly<Record<string, unknown>>;

/** Everything that has metadata; of a customer no text of it is known. */
function holdersIn(body: unknown): Json[] {
  if (typeof body !== "object" || body === null) return [];
  const own = body as Json;
  const inner = Object.entries(own).filter(([name]) => name !== "customer" && name !== "metadata");
  return [...(own.metadata === undefined ? [] : [own]), ...inner.flatMap(([, member]) => holdersIn(member))];
}

const metadataTexts: Complaint = (body) => {
  const holders = holdersIn(body);
  const wrong = holders.find(({ metadata, metadata_string }) => metadata_string !== JSON.stringify(metadata));
  if (holders.length === 0) return "there is no metadata";
  return complaintUnless(!wrong, `metadata_string is ${wrong?.metadata_string}`);
};

const noMetadataTexts: Complaint = (body) =>
  complaintUnless(
    holdersIn(body).every((one) => one.metadata_string === undefined),
    "metadata_string is there",
  );

/** The feature whose time is over is listed of each license, or of none, as far as lists and codes are there. */
function expiredListed(role: string, isListed: boolean): Complaint {
  return (body, scene) => {
    const code = scene.role(role).expired_feature;
    const lists = [...licensesIn(body).values()].map((one) => one.product_features as readonly Json[] | undefined);
    const features = lists.flatMap((list) => (list?.every(({ code: one }) => one !== undefined) ? [list] : []));
    const isThere = features.map((all) => all.some((feature) => feature.code === code));
    return complaintUnless(
      isThere.every((is) => is === isListed),
      `the expired feature is ${isListed ? "missing" : "listed"}`,
    );
  };
}

/** A flag of a query is a text. */
function flag(endpoint: EndpointName, name: string, value: boolean): FieldSource {
  return { [name]: endpointRow(endpoint).method === "GET" ? String(value) : value };
}

function caseOf(
  { endpoint, role, fields = {}, evidence = "assumed" }: Asked,
  name: string,
  [asked, notAsked]: readonly [Complaint, Complaint],
  { variant, about, facts }: { readonly variant: string; readonly about: string; readonly facts?: readonly string[] },
): ContractCase {
  const send = (value: boolean) => requestOf(endpoint, role, both(fields, flag(endpoint, name, value)));
  const steps = [
    successStep(send(true), asked, { alsoEvidence: evidence }),
    successStep(send(false), notAsked, { alsoEvidence: "assumed" }),
  ];
  return caseMaker(endpoint).story(about, [role], steps, { variant, effect: "none", ...(facts && { facts }) });
}

const metadataCases = withMetadata.map((one) =>
  caseOf(one, "include_metadata_string", [metadataTexts, noMetadataTexts], {
    variant: "metadata-text",
    about: "metadata comes as text too where it is asked for, and only there",
  }),
);

const ofFeatures: readonly Asked[] = [
  { endpoint: "check-license", role: "featureLicense" },
  { endpoint: "activate-license", role: "featureLicense" },
  { endpoint: "check-bundle", role: "completeBundleUser" },
  { endpoint: "activate-bundle", role: "completeBundleUser" },
];

const featureCases = ofFeatures.map((one) =>
  caseOf(one, "include_expired_features", [expiredListed(one.role, true), expiredListed(one.role, false)], {
    variant: "expired-or-not",
    about: "expired features are listed where they are asked for, and left out where they are not wanted",
    facts: [`${one.role}.expired_feature`],
  }),
);

const variables = (_role: unknown, scene: StepContext) => ({
  variables: { theme: scene.fresh("theme"), size: scene.fresh("size") },
});

function haveBoth(all: unknown, scene: StepContext): boolean {
  const listed: GetDeviceVariablesResponse = Array.isArray(all) ? all : [];
  const found = Object.fromEntries(listed.map(({ variable, value }) => [variable, value]));
  return found.theme === scene.fresh("theme") && found.size === scene.fresh("size");
}

/** Activations answer the variables that they were sent. */
const variableCases = (
  [
    ["activate-offline", "completeUser"],
    ["activate-bundle", "completeBundleUser"],
    ["activate-bundle-offline", "completeBundleUser"],
  ] as const
).map(([endpoint, role]) =>
  caseMaker(endpoint).ok("variables are taken and answered as text", role, variables, {
    ...{ variant: "variables", effect: "permanent" },
    also: [
      ownClaim(
        (body, scene) =>
          complaintUnless(
            [...licensesIn(body).values()].every((one) => haveBoth(one.variables, scene)),
            "the variables are not those that were sent",
          ),
        "observed: activation answers",
        "body",
      ),
    ],
  }),
);

const comeBack: readonly UndoRequest[] = [activated("neighbourUser")];

const goodbye = caseMaker("deactivate-offline").story(
  "variables that came with the goodbye are there when the device comes back",
  ["neighbourUser"],
  [
    successStep(requestOf("deactivate-offline", "neighbourUser", both({ password: undefined }, variables))),
    successStep(requestOf("activate-license", "neighbourUser")),
    successStep(
      requestOf("get-device-variables", "neighbourUser"),
      (all: GetDeviceVariablesResponse, scene) =>
        complaintUnless(haveBoth(all, scene), `the variables are ${JSON.stringify(all)}`),
      { alsoEvidence: "assumed" },
    ),
  ],
  { variant: "variables-kept", undo: comeBack },
);

/** What comes because a call asks for it or sends it, of every endpoint that takes the parameter. */
export const askedForCases: readonly ContractCase[] = [...metadataCases, ...featureCases, ...variableCases, goodbye];
