import type { ContractCase, UndoRequest } from "../contract/case.ts";
import {
  activated,
  bundleActivated,
  bundleDeactivated,
  deactivated,
  featureReleased,
  released,
} from "../contract/cases/undo-requests.ts";
import type { LedgerEntry } from "../contract/ledger.ts";
import { undo } from "../contract/undo.ts";
import { readDefaultWorld } from "../generated/fixtures.ts";
import { describedRole, isBundleRole } from "./role-facts.ts";
import type { Stage } from "./stage.ts";

/** Devices that walks use besides the role's own; each run has its own of each name. */
export const freshDevices = ["explore", "explore-a", "explore-b"] as const;

/** What is begun on roles, so that it is undone: at the end of a search, or by `contract cleanup` after a crash. */
export interface OpenUndo {
  /** @param isActive whether the role's own device was active before; nothing is done about it where nobody knows */
  begin(role: string, isActive: boolean | undefined): void;
  /** Puts all that was begun back. */
  end(): Promise<void>;
  /** Why something could not be put back. */
  readonly left: string[];
}

/** Makes a list of what is begun, which is written down before anything is changed. */
export function openUndo({ target, exchange, now, mark, ledger }: Stage): OpenUndo {
  const begun = new Map<string, { readonly entry: LedgerEntry; readonly isActive: boolean | undefined }>();
  const left: string[] = [];
  return {
    left,
    begin: (role, isActive) => {
      if (begun.has(role)) return;
      const entry = { case: undoId(role, isActive), cast: {}, mark };
      ledger?.begin(entry);
      begun.set(role, { entry, isActive });
    },
    end: async () => {
      for (const [role, { entry, isActive }] of begun) {
        const undone = await undo(undosOf(role, isActive), { target, exchange, now, cast: {}, mark });
        if (undone.isUndone) ledger?.end(entry);
        else ledger?.leave(entry, undone.reason);
        if (!undone.isUndone) left.push(`${role}: ${undone.reason}`);
      }
      begun.clear();
    },
  };
}

/** Cases that are never played: what undoes a search on a role, for a ledger that knows undoing by cases. */
export function exploreUndos(): Pick<ContractCase, "id" | "undo">[] {
  return Object.keys(readDefaultWorld().roles ?? {}).flatMap((role) =>
    [true, false, undefined].map((isActive) => ({ id: undoId(role, isActive), undo: undosOf(role, isActive) })),
  );
}

/** Id under which a ledger keeps what is begun on a role. */
export function undoId(role: string, isActive: boolean | undefined): string {
  return `explore/${role}/${isActive === undefined ? "unknown" : isActive ? "active" : "not-active"}`;
}

/**
 * Requests that put a role back: its new devices and its seats go, and its own device is what it was.
 *
 * @param devices new ones that may be active. @default all
 */
export function undosOf(
  role: string,
  isActive: boolean | undefined,
  devices: readonly string[] = freshDevices,
): UndoRequest[] {
  const feature = describedRole(role)?.feature;
  const [letGo, activate] = isBundleRole(role) ? [bundleDeactivated, bundleActivated] : [deactivated, activated];
  const fresh = devices.map((name) => letGo(role, (_own, scene) => ({ hardware_id: scene.fresh(name) })));
  const seats = isBundleRole(role) ? [] : [released(role), ...(feature === undefined ? [] : [featureReleased(role)])];
  const unbegun = isActive === false ? [letGo(role)] : [];
  const gone = [...fresh, ...seats, ...unbegun].map((one): UndoRequest => ({ ...one, settled: "any refusal" }));
  return [...gone, ...(isActive === true ? [activate(role)] : [])];
}
