import { endpointRow } from "../api/endpoints.ts";
import { type ErrorCode, errors, isErrorCode } from "../api/errors.ts";
import type { Answer, Choice, ContractCase, Expectation } from "./case.ts";
import { type Checked, type Checking, check } from "./check.ts";
import type { Finding } from "./finding.ts";
import type { Target } from "./target.ts";

/** A way in which a case may end, and the policies under which it does. */
interface End {
  readonly policy: Choice | undefined;
  readonly expect: Expectation;
}

/** What a target has chosen where the contract leaves it open. */
export interface Learned {
  /** What it does. */
  readonly does: string;
  /** The policy that makes the mock do the same; undefined where there is none, `{}` for the mock's default. */
  readonly policy?: Choice;
}

/** How a case's last answer is judged. */
export interface Judged extends Checking {
  readonly learned?: Learned;
}

/** Judges a step's answer. On the last step of a case a target may have chosen another end than the usual one. */
export async function judge(checked: Checked, contractCase: ContractCase, isLast: boolean): Promise<Judged> {
  if (!isLast) return suspecting(await check(checked), checked, contractCase);
  const [expected, ...others] = endsOf(contractCase, checked.target, checked.expect);
  const first = await check({ ...checked, expect: (expected as End).expect });
  if (first.findings.length === 0) return first;
  for (const { policy, expect } of others) {
    const { findings, drift } = await check({ ...checked, expect });
    if (findings.length === 0)
      return { findings, drift, learned: { does: doingOf(checked.answer), policy: policy ?? {} } };
  }
  const isOpen = contractCase.evidence.startsWith("assumed") && !isHole(checked);
  if (isOpen && (await isApiAnswer(checked))) {
    return { findings: [], drift: first.drift, learned: { does: doingOf(checked.answer) } };
  }
  return suspecting(first, checked, contractCase);
}

/** The ends of a case, first the one that the target's policies ask for. */
function endsOf({ policy, alternatives = [] }: ContractCase, target: Target, expect: Expectation): End[] {
  const ends: End[] = [{ policy, expect }, ...alternatives];
  const declared = ends.find((end) => end.policy !== undefined && isDeclared(end.policy, target));
  const usual = policy === undefined ? ends[0] : (ends[1] ?? ends[0]);
  const first = declared ?? (usual as End);
  return [first, ...ends.filter((end) => end !== first)];
}

function isDeclared(policy: Choice, target: Target): boolean {
  return Object.entries(policy).every(([name, value]) => target.policy?.[name] === value);
}

/** Codes that refuse who has not proved who they are. Which of them comes may be open; that one comes is not. */
const proofs: readonly ErrorCode[] = [
  "missing_headers",
  "authorization_invalid_headers",
  "hmac_required",
  "date_header_invalid",
  "date_header_diff",
  "invalid_api_key",
  "revoked_api_key",
  "signature_mismatch",
  "read_only_api_key",
  "api_key_product_not_allowed",
  "oauth_required",
  "oauth_token_malformed",
  "oauth_token_expired",
  "offline_signature_mismatch",
  "authentication_failure",
  "sso_customer_account_token_error",
  "customer_not_found",
];

/** Whether a call succeeded that must not, however silent the documentation is on how it is refused. */
function isHole({ expect: { code }, answer }: Checked): boolean {
  return answer.status === 200 && code !== undefined && proofs.includes(code);
}

function doingOf({ status, body }: Answer): string {
  return status === 200 ? "it answers 200" : `it answers ${status} ${(body as { code?: unknown }).code}`;
}

/** Whether an answer is one that the API could give to this request, whatever the case expects. */
async function isApiAnswer(checked: Checked): Promise<boolean> {
  const code = codeOf(checked.answer);
  if (checked.answer.status !== 200 && code === undefined) return false;
  const expect: Expectation = { status: [checked.answer.status], ...(code && { code }) };
  return (await check({ ...checked, expect })).findings.length === 0;
}

function codeOf({ status, body }: Answer): ErrorCode | undefined {
  const { code } = (body ?? {}) as { code?: unknown };
  return status !== 200 && typeof code === "string" && isErrorCode(code) && errors[code].status === status
    ? code
    : undefined;
}

/** A sound answer of another kind points at a role that is not in its situation, or at the credentials. */
async function suspecting(checking: Checking, checked: Checked, contractCase: ContractCase): Promise<Checking> {
  const { findings, drift } = checking;
  const isOther = findings.length === 1 && ["status", "code"].includes(findings[0]?.rule ?? "");
  if (!isOther || isGeneric(contractCase) || isHole(checked) || !(await isApiAnswer(checked))) return checking;
  const suspect: Finding["suspect"] = "target file";
  return { findings: findings.map((finding) => ({ ...finding, suspect })), drift };
}

/** Whether a case asks for what is the same on every target, whatever its licenses are. */
function isGeneric({ endpoint, outcome }: ContractCase): boolean {
  return (endpointRow(endpoint).errors.generic as readonly string[]).includes(outcome);
}
