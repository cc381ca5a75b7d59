import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JudgedClaim } from "../contract/claim.ts";
import { judgeBelief, judgeDeed, judgeDiscretion, judgeEnd, judgeRequest, judgeSeen } from "./judge-client.ts";
import { makeOfflineFile } from "./offline-files.ts";
import type { Play } from "./play.ts";
import { type Doing, type StoryStep, spanMs } from "./scenario.ts";
import { names } from "./stage-world.ts";
import { copyStorage, editStorage, emptyStorage, halveStorage } from "./storage.ts";

type StepName = StoryStep extends infer S
  ? S extends object
    ? Exclude<keyof S, "control" | "because" | "ends">
    : never
  : never;
type StepOf<N extends StepName> = Extract<StoryStep, { readonly [P in N]: unknown }>;
type PlayStep<N extends StepName> = (step: StepOf<N>, play: Play) => Promise<unknown>;

/** What each kind of step does; it may give claims. */
const steps: { readonly [N in StepName]: PlayStep<N> } = {
  do: async ({ do: doing, ends, ...asked }, play) => {
    const answer = await play.ask({ verb: "do", ...doing, ...filesOf(doing, play) });
    return ends ? [judgeDeed(answer, wordsOf(doing), ends, play, asked)] : [];
  },
  believes: async ({ believes, ...asked }, play) => {
    const belief = await play.ask({ verb: "believe" });
    play.until = belief.until;
    return [judgeBelief(belief, believes, play, asked)];
  },
  endsNoLater: async (_step, play) => {
    const end = licenseOf(play).expiresAt;
    return [
      judgeEnd(await play.ask({ verb: "believe" }), end ? Date.parse(String(end)) : Number.POSITIVE_INFINITY, play),
    ];
  },
  fault: async ({ fault }, { stage }) => {
    if (fault === "redirect to another host")
      stage.mock.faults.add({ kind: "redirect", location: `${stage.elsewhere}/` });
    else if (fault === "replay an earlier answer") stage.mock.faults.add({ kind: "replay" });
    else stage.mock.faults.add(fault);
  },
  calm: async (_step, { stage }) => {
    stage.mock.faults.clear();
    stage.mock.tweaks.clear();
  },
  vendor: async ({ vendor }, play) => {
    play.stage.mock.world.licenses.update(licenseOf(play).id, vendor as never);
  },
  vendorLetsGo: async (_step, play) => {
    const { devices } = play.stage.mock.world;
    for (const { id } of devices.list({ license: licenseOf(play).id } as never)) devices.update(id, { active: false });
  },
  otherDevice: async ({ otherDevice }, play) => {
    const { devices } = play.stage.mock.world;
    if (otherDevice === "takes a seat") {
      devices.add({ license: licenseOf(play).id, hardwareId: names.otherHardwareId, seats: [{}] } as never);
    } else devices.remove(devices.find({ hardwareId: names.otherHardwareId })?.id as number);
  },
  pass: async ({ pass }, play) => {
    play.stage.pass(spanMs(pass));
    await play.setClock();
  },
  clientClock: async ({ clientClock }, play) => {
    play.clockOff = spanMs(clientClock);
    await play.setClock();
  },
  server: async ({ server }, { stage }) => {
    if (server !== "starts") await stage.stop();
    if (server === "starts") await stage.start();
    if (server === "shows an expired certificate") await stage.start("expired");
    if (server === "shows somebody else's certificate") await stage.start("foreign");
    if (server === "is somebody else's") await stage.impersonate();
  },
  answers: async ({ answers: { endpoint, patch } }, { stage }) => {
    stage.mock.tweaks.add({ endpoint, patch });
  },
  application: async ({ application }, play) => {
    if (application === "is killed and opens again") return play.killAndUse();
    await play.end();
    if (application === "opens again") await play.killAndUse();
  },
  storage: async ({ storage }, play) => {
    if (storage === "copied to another device") {
      const copy = play.folder("copy");
      copyStorage(play.storage, copy);
      play.moveTo(names.otherHardwareId, copy);
    }
    if (storage === "dates edited") editStorage(play.storage, "dates");
    if (storage === "dates and numbers edited") editStorage(play.storage, "dates and numbers");
    if (storage === "used for another license") play.licenseTo(names.otherLicenseKey);
    if (storage === "cut in half") halveStorage(play.storage);
    if (storage === "deleted") emptyStorage(play.storage);
    await play.killAndUse();
  },
  offlineFile: async ({ offlineFile }, play) => {
    const made = await makeOfflineFile(readRequest(play), offlineFile, play);
    writeFileSync(answerFile(play), made.file);
    return [judgeRequest(made.refusal, play)];
  },
  mark: async (_step, play) => {
    play.marked = play.stage.calls.length;
  },
  saw: async ({ saw, ...asked }, play) => judgeSeen(saw, play, asked),
  keepsSecrets: async (_step, play) => [judgeDiscretion(play)],
};

/** Plays a step; gives what it says of the client. */
export async function playStep(step: StoryStep, play: Play): Promise<JudgedClaim[]> {
  const name = Object.keys(steps).find((one) => one in step) as StepName;
  const claims = await (steps[name] as PlayStep<StepName>)(step as never, play);
  return Array.isArray(claims) ? claims : [];
}

function licenseOf({ stage }: Play) {
  const license = stage.mock.world.licenses.find({ licenseKey: names.licenseKey });
  if (!license) throw new Error("the license of the scenario is gone");
  return license;
}

function requestFile({ storage }: Play): string {
  return join(storage, "..", "offline.request");
}

/** undefined where the client wrote none. */
function readRequest(play: Play): string | undefined {
  return existsSync(requestFile(play)) ? readFileSync(requestFile(play), "utf8") : undefined;
}

function answerFile({ storage }: Play): string {
  return join(storage, "..", "offline.license");
}

function filesOf({ action }: Doing, play: Play): { file?: string } {
  if (action === "offline-request") return { file: requestFile(play) };
  return action === "offline-file" ? { file: answerFile(play) } : {};
}

function wordsOf({ action, units, feature }: Doing): string {
  return [action, feature, units !== undefined && `of ${units}`].filter(Boolean).join(" ");
}
