import type { Fields } from "./call.ts";
import type { Variation } from "./mutant.ts";
import { refusesWith, repliesAs, succeedsWith, withSignature } from "./reply.ts";

/**
 * Servers that have chosen otherwise than the mock where the documents are silent or contradict each other: none may fail.
 * `asks` are the ids of the questions that their user is asked, or what is told as drift, each as a pattern of its words.
 */
export interface LawfulVariant extends Variation {
  readonly asks: RegExp;
}

/** All answers of JSON with members that are dates, but those whose signatures cover them as a whole. */
const dated = "activate_license a*_consumption add_feature* c* d*license* floating* g* i* p* t* u* v* ";

/** Lawful ways to answer that no policy of the mock chooses. */
export const lawfulVariants: readonly LawfulVariant[] = [
  {
    id: "unsigned-errors",
    about: "errors carry no signature",
    options: { policy: { signedRefusals: false } },
    asks: /signedRefusals/,
    apply: (fetch) => fetch,
  },
  {
    id: "unsigned-texts",
    about: "bare words and empty bodies carry no signature",
    asks: /signedRefusals|signature/,
    apply: repliesAs("*", (reply) => {
      const { licensesignature: _signature, ...headers } = reply.headers;
      const isText = reply.status === 200 && !/^[[{]/.test(reply.text);
      return isText ? { ...reply, headers } : reply;
    }),
  },
  {
    id: "no-milliseconds",
    about: "instants come without milliseconds, and the end of a feature as a day alone",
    asks: /instant|milliseconds|date|form/,
    apply: succeedsWith(dated, (body: unknown, call) => {
      if (typeof body === "string") return undefined;
      const text = JSON.stringify(body)
        .replace(/"expiry_date":"(\d{4}-\d{2}-\d{2})T[^"]*"/g, '"expiry_date":"$1"')
        .replace(/(T\d{2}:\d{2}:\d{2})\.\d{3}Z"/g, '$1Z"');
      const changed = JSON.parse(text) as Fields | Fields[];
      const anew = (one: Fields) => ("license_signature" in one ? withSignature(one, call) : one);
      return Array.isArray(changed) ? Promise.all(changed.map(anew)) : anew(changed);
    }),
  },
  {
    id: "missing-is-invalid",
    about: "missing fields are refused by validation_error",
    asks: /missing|code-variant/,
    apply: refusesWith("*", "missing_parameters", (error) => ({ ...error, code: "validation_error" })),
  },
  {
    id: "lean-activation-features",
    about: "activation features have no counter, not even an empty one",
    asks: /consumption|overages/,
    apply: succeedsWith("check_license check_license_feature", (body: Fields) => {
      const features = body.product_features as Fields[] | undefined;
      return features ? { ...body, product_features: features.map(withoutCounter) } : withoutCounter(body);
    }),
  },
  {
    id: "more-members",
    about: "answers have members that nobody has documented",
    asks: /x_region is not documented/,
    apply: succeedsWith(dated, (body: unknown) =>
      typeof body === "object" && !Array.isArray(body) ? { ...(body as Fields), x_region: "eu" } : undefined,
    ),
  },
  {
    id: "more-members-of-errors",
    about: "errors have members that nobody has documented",
    asks: /x_trace is not documented/,
    apply: refusesWith("*", "*", (error) => ({ ...error, x_trace: "1" })),
  },
];

function withoutCounter(feature: Fields): Fields {
  if (feature.feature_type !== "activation") return feature;
  return Object.fromEntries(Object.entries(feature).filter(([name]) => !/consumption|overages/.test(name)));
}
