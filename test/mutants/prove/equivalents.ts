import type { Judgement } from "./judge-mutant.ts";

/** Mutants that nobody can tell from a correct server, from outside, and why. */
interface Equivalent {
  /** Fits ids: operator, endpoint and thing, with colons. */
  readonly id: RegExp;
  /** Only where an answer differed, so that it was held against its schema. */
  readonly isSeen?: true;
  readonly because: string;
}

/** Facts about a device or a customer that no answer of this API shows. */
const shownNowhere =
  /:(sdk_ver|vm_info|os_ver|hostname|os_hostname|ip|ip_local|app_ver|app_name|mac_address|mac_adddress|first_name|last_name|phone|address|postcode|state|country|city|reference|company_code|company_name|request_id|schema_version|ignore_events|event)\b/;

/** The reasons, in order: the first that fits counts. */
export const equivalents: readonly Equivalent[] = [
  {
    id: new RegExp(`^(ignore|misread) a parameter:[^:]+${shownNowhere.source}`),
    because: "it is kept and shown in no answer of this API",
  },
  {
    id: /^misread a parameter:[^:]+:(?!password|id_token|code|new_password).*, in other letters$/,
    because: "no page says that letters count as they are written in keys, names and codes",
  },
  {
    id: /^misread a parameter:.*, the (first|last) of two$/,
    because: "no page says what a parameter means that is given twice",
  },
  {
    id: /^misread a parameter:.*:license_id, (without its sign|cut to a whole|one more)$/,
    because: "no id is below 0 or a fraction, and the next one belongs to nobody who is asked about",
  },
  {
    id: /^(ignore|misread) a parameter:.*:redirect_uri\b/,
    because: "it names a page that is opened in a browser, which no call of this API does",
  },
  {
    id: /:(license_expired|vm_not_allowed|floating_not_available)(,|$)/,
    because: "refused by this code only under a policy, or of a role that no correct default server can be in",
  },
  {
    id: /^act in spite.*:(license_not_enabled|blacklisted|disabled_product|archived_product|offline_floating_cloud_not_supported|license_not_consumption|active_license_required)$/,
    because: "what was done shows only once the obstacle is gone, and it is the vendor who takes it away",
  },
  {
    id: /^act in spite.*:(license_key_required|license_key_or_license_user_required|missing_parameters|missing_content|invalid_json)$/,
    because: "the call names nobody: what a server would then act on is anybody's guess",
  },
  {
    id: /^act in spite of a refusal:track-device-variables:(device_not_found|license_not_active)$/,
    because: "a device begins without variables when it is activated, whatever was sent before",
  },
  {
    id: /^skip a rule:(change-password|floating-feature-borrow):missing_parameters$/,
    because: "another rule refuses the call by the same code",
  },
  {
    id: /^act in spite of a refusal:trial-key:/,
    because: "a trial shows to those alone who ask for it again, and they are refused again",
  },
  {
    id: /^act in spite of a refusal:(check-bundle|check-license|check-license-feature):/,
    because: "the query changes nothing that any call shows, but for a seat, which a case looks at",
  },
  {
    id: /^act in spite of a refusal:(deactivate-[a-z-]+|floating-release|floating-feature-release):(license_not_active|device_not_found|floating_feature_device_not_in_use|feature_not_floating|floating_not_available)$/,
    because: "there is nothing to let go, and nothing is let go",
  },
  {
    id: /^skip a rule:(deactivate-[a-z-]+|floating-release):(license_not_active|floating_not_available)$/,
    because: "there is nothing to let go: the success says as little as the refusal",
  },
  {
    id: /^(twice|race):(check-|deactivate-|activate-|floating-|track-|change-|trial-)/,
    because: "to do it again leaves what doing it once leaves",
  },
  {
    id: /^not stored:.*:(users|features|trials|variables|seats|devices|licenses)$/,
    because: "the endpoint puts nothing there that a later call shows",
  },
  {
    id: /^stale:(products|product-details|versions|installation-file|sso-url|oauth-url|customer-license-users|device-licenses):/,
    because: "no call of this API changes what it shows",
  },
  {
    id: /^wrong order:/,
    because: "no second reason applies in any case, or no page says which of two comes first",
  },
  {
    id: /^form:(deactivate-|floating-release|floating-feature-release|change-password|versions|installation-file|sso-url|oauth-url)[a-z-]*:(indented|with |cut|wrapped)/,
    because: "the answer is bare words, empty, or holds nothing that could be written so",
  },
  {
    id: /^form:.*:(in another charset|with escaped letters)$/,
    because: "a reader of JSON sees the same: the charset of JSON is always UTF-8",
  },
  {
    id: /^wrong status:(products|product-details):.*, 404$/,
    because: "a sample of the page shows 404 beside 400",
  },
  {
    id: /^skip a rule:(de)?activate-bundle(-offline)?:unknown_product$/,
    because: "another rule refuses the call with the same answer: the product is no bundle",
  },
  {
    id: /^secret leaked:deactivate-(bundle-)?offline:password as message$/,
    because: "the one password that a case sends in vain is a wrong one, which lets nobody in",
  },
  {
    id: /^form:.*:with a member twice$/,
    because: "the answers are lists, and of refusals a reader of JSON takes the last of two members",
  },
  {
    id: /^field of another type:activate-[a-z-]+:(.*\/)?variables\/\*\/created_at$/,
    because: "pages and samples differ on its type: a number, a text or null",
  },
  {
    id: /^field null:/,
    isSeen: true,
    because: "the schema allows null there, and what the vendor has set is known to the vendor alone",
  },
  {
    id: /^field lost:/,
    isSeen: true,
    because: "no page says that the member is always there",
  },
  {
    id: /^field [^:]+:([^:]+:(.*\/)?(company(\/id)?|product_features\/\*\/is_expired)|check-license-feature:(floating_users|floating_timeout))$/,
    because: "only a server that speaks the dialect of the service has it there",
  },
  {
    id: /^value one off:/,
    because: "what the vendor has set is known to the vendor alone: no call shows another value of it",
  },
  {
    id: /^time:/,
    because: "no role stands so near a boundary, and a target's clock cannot be moved",
  },
];

/** Why a mutant that was not noticed is none that could be, if it is so. */
export function equivalenceOf({ id, isSeen }: Judgement): string | undefined {
  return equivalents.find((one) => one.id.test(id) && (isSeen || !one.isSeen))?.because;
}
