import type { EndpointName } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { Evidence } from "../../api/evidence.ts";
import type { Answer, ContractCase, Step, StepContext, UndoRequest } from "../../contract/case.ts";
import { nothingToUndo } from "../../contract/cases/undo-requests.ts";
import type { CaseExchange, CaseFile, CaseFileRequest } from "../../generated/types.ts";
import { createCaseFill, type Fill, placeholdersIn, readPlaceholder, withValues } from "../fill-placeholders.ts";
import { namesNow, withNames } from "../replay/renamed-ids.ts";
import { writtenEnd } from "../written-end.ts";
import { mayChange, wireOf, writtenRequest } from "../written-request.ts";
import { keptIn } from "./kept-values.ts";
import { ownClaims } from "./own-claims.ts";

/** A case file, and what it takes to play it. */
export interface OwnCaseSource {
  readonly id: string;
  readonly file: CaseFile;
  /** What fills the placeholders of a recording. */
  readonly recorded: Fill;
}

/** What a team wrote down or recorded, as a case like those of this kit. */
export function ownCase({ id, file, recorded }: OwnCaseSource): ContractCase {
  const { exchanges, undo = [], about, effect } = file;
  const last = exchanges.at(-1) as CaseExchange;
  const { code, refuses } = writtenEnd(last.expected);
  const { method, path } = wireOf(last.request);
  const blocked = whyBlocked(file, recorded);
  return {
    id,
    endpoint: last.request.endpoint as EndpointName,
    outcome: (code as ErrorCode | undefined) ?? (refuses ? "refused" : "ok"),
    about: about ?? `${method} ${path} is answered as it was written down`,
    effect: effect ?? (exchanges.some(({ request }) => mayChange(request)) ? "permanent" : "none"),
    needs: rolesIn(file),
    facts: fieldsIn(file).map(({ role, field }) => `${role}.${field}`),
    steps: exchanges.map((_exchange, at) => stepOf(file, at, recorded)),
    ...(undo.length > 0 && { undo: undo.map((request) => undoOf(request, recorded)) }),
    ...(blocked !== undefined && { blocked }),
  };
}

function stepOf(file: CaseFile, at: number, recorded: Fill): Step {
  const { exchanges, evidence: given = "ours" } = file;
  const exchange = exchanges[at] as CaseExchange;
  const evidence = given as Evidence;
  const { code, status, refuses } = writtenEnd(exchange.expected);
  const fillBy = (scene: StepContext) => createCaseFill(scene, keptIn(exchanges, scene.seen), recorded);
  return {
    request: (scene) => {
      const request = requestBy(exchange.request, fillBy(scene), scene);
      return { ...request, input: withNames(request.input, namesNow(exchanges, scene.seen as readonly Answer[])) };
    },
    expect: {
      evidence: { outcome: evidence, code: evidence, status: evidence },
      ...((code !== undefined || refuses) && { code: (code as ErrorCode | undefined) ?? "refused" }),
      ...(status !== undefined && { status }),
      also: ownClaims(exchange, at + 1, evidence, fillBy),
    },
  };
}

function undoOf(request: CaseFileRequest, recorded: Fill): UndoRequest {
  return {
    request: (scene) => requestBy(request, createCaseFill(scene, new Map(), recorded), scene),
    settled: nothingToUndo[request.endpoint as EndpointName] ?? [],
  };
}

function requestBy(request: CaseFileRequest, fill: Fill, scene: StepContext) {
  const { role, input = {} } = request;
  return writtenRequest(request, (value) => withValues(value, fill, input), role === undefined ? {} : scene.role(role));
}

/** Every request of a case, those that undo it too. */
function requestsIn({ exchanges, undo = [] }: CaseFile): CaseFileRequest[] {
  return [...exchanges.map(({ request }) => request), ...undo];
}

/** Fields of roles that a case names in placeholders. */
function fieldsIn(file: CaseFile) {
  const parts = file.exchanges.map(({ expected }) => writtenEnd(expected).contains);
  const placeholders = placeholdersIn([requestsIn(file), parts]).map(readPlaceholder);
  return placeholders.filter((one) => one.kind === "field");
}

/** Names of the roles that a case needs. */
export function rolesIn(file: CaseFile): string[] {
  const named = requestsIn(file).flatMap(({ role }) => role ?? []);
  return [...new Set([...named, ...fieldsIn(file).map(({ role }) => role)])];
}

/** Whether a case has placeholders of a recording, which any role may fill. */
export function isRecorded(file: CaseFile): boolean {
  return requestsIn(file).some((request) => recordedIn(request, file).length > 0);
}

/** Placeholders in a request that neither a role nor an earlier call fills. */
function recordedIn({ input, raw }: CaseFileRequest, { exchanges }: CaseFile): string[] {
  const kept = new Set(exchanges.flatMap(({ keep = {} }) => Object.keys(keep)));
  return placeholdersIn([input, raw]).filter((text) => readPlaceholder(text).kind === "named" && !kept.has(text));
}

/** Which placeholders of a recording nothing fills. */
function whyBlocked(file: CaseFile, recorded: Fill): string | undefined {
  for (const request of requestsIn(file)) {
    for (const text of recordedIn(request, file)) {
      try {
        withValues(`{{${text}}}`, recorded, request.input ?? {});
      } catch (error) {
        return (error as Error).message;
      }
    }
  }
  return undefined;
}
