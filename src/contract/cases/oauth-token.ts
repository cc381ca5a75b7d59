import type { Evidence } from "../../api/evidence.ts";
import type { OauthTokenResponse } from "../../generated/types.ts";
import type { Answer, ContractCase, Role, Step, StepContext } from "../case.ts";
import { isSuccess } from "../read-answer.ts";
import { caseMaker } from "./case-maker.ts";
import { type Change, minutesBefore, withAuthorization, withToken } from "./changed-headers.ts";
import { complaintUnless, ownClaim, refusedStep, successStep } from "./expectations.ts";
import { requestOf, requestTo } from "./requests.ts";

const { story } = caseMaker("oauth-url");
const page: Evidence = "documented: OAuth authorization";
const untouched = { effect: "none" } as const;
/** A token that was given counts until its time is over. */
const gives = { effect: "permanent" } as const;

type Form = (role: Role, scene: StepContext) => Readonly<Record<string, string>>;

/** Asks the host of tokens, for a client or as no client should. */
function ask(role: string, form: Form = right): Step["request"] {
  return requestTo("oauth-url", (scene) => {
    const own = scene.role(role);
    const path = String(own.token_url);
    return { endpoint: "oauth-url", input: {}, path, tokenForm: form(own, scene) };
  });
}

function right({ client_id, client_secret }: Role): Readonly<Record<string, string>> {
  return { grant_type: "client_credentials", client_id: String(client_id), client_secret: String(client_secret) };
}

/** A token is given. */
function given(role: string, form?: Form, evidence = page): Step {
  return successStep(ask(role, form), undefined, { evidence });
}

/** No token is given; by which error, another claim says. */
function withheld(role: string, form: Form, error = "invalid_client", evidence: Evidence = "inviolable"): Step {
  return {
    request: ask(role, form),
    expect: {
      evidence: { outcome: evidence, code: evidence, status: evidence },
      isTried: true,
      also: [
        ownClaim(
          (_body, _scene, answer) => complaintUnless(!isSuccess(answer), "a token"),
          evidence,
          "effect",
          "a call for a token to be refused",
        ),
        ownClaim(
          (body: { error?: unknown }) => complaintUnless(body.error === error, `the error ${body.error}`),
          error === "invalid_client" ? page : "assumed",
          "body",
          `the error ${error}`,
        ),
      ],
    },
  };
}

/** A call with the token that the first answer gave, with another Date header than as of now or with none. */
function calling(change: (token: string) => Change): Step["request"] {
  return requestTo("product-details", (scene) => ({
    ...requestOf("product-details", "activeKeyLicense")(scene),
    ...change(tokenIn(scene)),
  }));
}

function tokenIn({ seen }: StepContext): string {
  return ((seen[0] as Answer).body as OauthTokenResponse).access_token;
}

const wrongForms: readonly (readonly [
  variant: string,
  about: string,
  form: Form,
  error?: string,
  evidence?: Evidence,
])[] = [
  ["wrong-secret", "a wrong secret gets no token", (role) => ({ ...right(role), client_secret: "wrong" })],
  ["no-secret", "no secret gets no token", (role) => ({ ...right(role), client_secret: "" })],
  [
    "longer-secret",
    "a secret that goes on after its end gets no token",
    (role) => ({ ...right(role), client_secret: `${role.client_secret}x` }),
  ],
  [
    "secret-of-another",
    "the secret of another client gets no token",
    (role, scene) => ({ ...right(role), client_secret: String(scene.role("rotatedOauthClient").client_secret) }),
  ],
  [
    "no-client",
    "a client that nobody knows gets no token",
    (role) => ({ ...right(role), client_id: "no-such-client" }),
  ],
  [
    "other-grant",
    "another grant gets no token",
    (role) => ({ ...right(role), grant_type: "password" }),
    "unsupported_grant_type",
    "documented: OAuth authorization",
  ],
  [
    "no-grant",
    "a call that names no grant gets no token",
    ({ client_id, client_secret }) => ({ client_id: String(client_id), client_secret: String(client_secret) }),
    "invalid_request",
    "assumed",
  ],
];

/** The host that gives tokens out, and calls with the tokens that it gave. It is not part of the API, and no endpoint. */
export const oauthTokenCases: readonly ContractCase[] = [
  story(
    "a client gets a token, which counts at once",
    ["oauthClient", "activeKeyLicense"],
    [
      given("oauthClient"),
      successStep(
        calling((token) => withAuthorization(`Bearer ${token}`)),
        undefined,
        { evidence: page },
      ),
    ],
    { variant: "token", ...gives },
  ),
  story(
    "the secret before the last one counts until its time is over",
    ["rotatedOauthClient"],
    [
      given("rotatedOauthClient"),
      given("rotatedOauthClient", (role, scene) => ({
        ...right(role),
        client_secret: String(scene.role("rotatedOauthClient").previous_secret),
      })),
    ],
    { variant: "token-rotated", ...gives },
  ),
  ...wrongForms.map(([variant, about, form, error, evidence]) =>
    story(about, ["oauthClient", "rotatedOauthClient"], [withheld("oauthClient", form, error, evidence)], {
      variant: `token-${variant}`,
      ...untouched,
    }),
  ),
  story(
    "a call with a token and no date is refused",
    ["oauthClient", "activeKeyLicense"],
    [
      given("oauthClient"),
      refusedStep(
        "missing_headers",
        calling((token) => withToken(token, () => undefined)),
        { question: "token-without-date" },
      ),
    ],
    { variant: "token-date", ...gives },
  ),
  story(
    "a call with a token and a date of 16 minutes ago is refused",
    ["oauthClient", "activeKeyLicense"],
    [
      given("oauthClient"),
      refusedStep(
        "date_header_diff",
        calling((token) => withToken(token, minutesBefore(16))),
        { question: "token-with-old-date" },
      ),
    ],
    { variant: "token-old-date", ...gives },
  ),
];
