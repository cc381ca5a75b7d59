import type { OauthUrlResponse } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { requestTo } from "./requests.ts";

const { ok, send, story } = caseMaker("oauth-url");
const fields = { login_type: "client_credentials" };

/** The contract of GET oauth_url. */
export const oauthUrlCases: readonly ContractCase[] = [
  ok("the address for tokens is told", "oauthClient", fields, {
    also: ({ url }: OauthUrlResponse) => complaintUnless(/^https?:\/\/./.test(url), `${url} is no address`),
  }),
  story(
    "it needs no authorization",
    ["oauthClient"],
    [
      successStep(
        requestTo("oauth-url", (scene) => ({ ...send("oauthClient", fields)(scene), authorize: () => ({}) })),
      ),
    ],
    { variant: "open", effect: "none" },
  ),
  ...genericCases("oauth-url", { role: "oauthClient", fields, required: "login_type" }).filter(
    ({ id }) => !id.endsWith("validation_error-type"),
  ),
];
