import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import { buildRequest } from "../../contract/build-request.ts";
import type { Role } from "../../contract/case.ts";
import { instancesOf } from "../../contract/target.ts";
import { requestShapes } from "../../generated/request-shapes.ts";
import { hasSeats } from "../role-facts.ts";
import type { Stage } from "../stage.ts";
import { openUndo } from "../undo.ts";
import type { Aim } from "./aims.ts";
import { type Look, lookAt, type QueryShown } from "./look.ts";
import type { Probe } from "./probes.ts";

/** What a refused call has left behind. */
export interface Trace {
  /** In words; "" for nothing. */
  readonly found: string;
  /** The query that shows it, with what it showed before. */
  readonly before?: QueryShown;
}

/** What looks at a role before and after a call, and puts back what a call that was taken has changed. */
export interface Keeper {
  before(probe: Probe): Promise<void>;
  /** What a refused call has changed; undefined where it was taken or nothing can be looked at. */
  after(probe: Probe, isTaken: boolean): Promise<Trace | undefined>;
  /** Puts the rest back. */
  end(): Promise<void>;
  readonly left: string[];
}

/** What puts a call back. The device is active again, or no longer, as it was before. */
const inverses: Readonly<Partial<Record<EndpointName, EndpointName>>> = {
  "activate-license": "deactivate-license",
  "activate-bundle": "deactivate-bundle",
  "deactivate-license": "activate-license",
  "deactivate-bundle": "activate-bundle",
  "floating-borrow": "floating-release",
  "floating-feature-borrow": "floating-feature-release",
  "check-license": "floating-release",
  "check-license-feature": "floating-feature-release",
};

/**
 * Makes a keeper.
 *
 * @param looks aims at roles that change nothing
 */
export function createKeeper(stage: Stage, looks: readonly Aim[]): Keeper {
  const seen = new Map<string, Look>();
  const undo = openUndo(stage);
  const changes = ({ aim }: Probe) => aim.role !== undefined && aim.effect !== "none";
  const canAct = ({ aim }: Probe) => endpointRow(aim.endpoint).method === "POST" || aim.endpoint === "trial-key";
  const look = async (role: string) => {
    const found = await lookAt(role, looks, stage);
    if (found) seen.set(role, found);
    return found;
  };
  const isOfSameLicense = (one: string, other: string) => {
    const [mine, theirs] = [one, other].map((name) => instancesOf(stage.target, name)[0] ?? {}) as [Role, Role];
    return ["license_key", "username", "id_token"].some(
      (name) => mine[name] !== undefined && mine[name] === theirs[name],
    );
  };
  return {
    left: undo.left,
    before: async (probe) => {
      const { role = "", effect } = probe.aim;
      if (!changes(probe)) return;
      const { isActive } = seen.get(role) ?? (await look(role)) ?? {};
      if (effect === "reversible") undo.begin(role, isActive);
    },
    after: async (probe, isTaken) => {
      const { role = "" } = probe.aim;
      if (!changes(probe)) return undefined;
      const before = seen.get(role);
      if (isTaken) {
        await putBack(probe, before, stage);
        for (const other of seen.keys()) if (isOfSameLicense(other, role)) seen.delete(other);
        return undefined;
      }
      if (!canAct(probe) || before === undefined || before.text === "") return undefined;
      const now = await look(role);
      return now && traceOf(before, now);
    },
    end: () => undo.end(),
  };
}

async function putBack(
  { aim, input = {} }: Probe,
  before: Look | undefined,
  { target, exchange, now }: Stage,
): Promise<void> {
  const inverse = inverses[aim.endpoint];
  const isOwn = input.hardware_id === aim.fields.hardware_id;
  const wasActive = isOwn && before?.isActive === true;
  if (inverse === undefined || (aim.endpoint.startsWith("activate") && wasActive)) return;
  if (aim.endpoint.startsWith("deactivate") && !wasActive) return;
  if (aim.endpoint.startsWith("check") && !hasSeats(aim.role ?? "")) return;
  const { fields = {} } = requestShapes[inverse] ?? {};
  const own = Object.entries({ ...aim.fields, hardware_id: input.hardware_id }).filter(([name]) =>
    Object.hasOwn(fields, name),
  );
  await exchange(buildRequest({ endpoint: inverse, input: Object.fromEntries(own) }, target, new Date(now())));
}

function traceOf(before: Look, now: Look): Trace {
  const at = before.shown.findIndex(({ text }, place) => text !== now.shown[place]?.text);
  const [one, other] = [before.shown[at], now.shown[at]];
  if (one === undefined || other === undefined) return { found: "" };
  const first = [...one.text].findIndex((letter, place) => letter !== other.text[place]);
  const around = ({ text }: QueryShown) => text.slice(Math.max(0, first - 40), first + 40);
  return { before: one, found: `a query that showed …${around(one)}… shows …${around(other)}… after the refusal` };
}
