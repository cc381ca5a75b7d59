import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ApiRequest, apiRequest, loadKit, type Mock } from "../kit.ts";
import type { WorldFile } from "../many-licenses-world.ts";
import { licenseShape, signedAnswer } from "../right-answers.ts";
import { interleave, type Turn } from "../rounds.ts";
import type { GrowthDevicesFigures, GrowthDevicesInput } from "../rows/growth-devices.ts";
import { activationCall, checkCall } from "../target.ts";
import { answerOf, timeEach } from "../timed-calls.ts";

const checksARound = 200;
const changesARound = 20;

interface Place {
  mock: Mock;
  devices: number;
}

const { root, target, license, batchRounds, sizes } = JSON.parse(process.argv[2] ?? "") as GrowthDevicesInput;
const kit = await loadKit(root);
const authorization = await kit.authorize(target.credentials);
const template = JSON.parse(readFileSync(join(root, "fixtures/worlds/default.json"), "utf8")) as WorldFile;
const shape = signedAnswer(target.publicKey, licenseShape(target.active, license));

/** The default world, where other devices than the caller's are active on its license too. */
function placeOf(devices: number): Place {
  const others = Array.from({ length: devices - 1 }, (_, number) => ({ hardwareId: `Other-${number}` }));
  const licenses = (template.licenses as Record<string, unknown>[]).map((row) =>
    row.licenseKey === target.active.license_key
      ? {
          ...row,
          devices: [...others, { hardwareId: target.active.hardware_id }],
          maxActivations: devices + changesARound,
        }
      : row,
  );
  return { mock: kit.createMock({ world: { ...template, licenses } }), devices };
}

const checkRequest = apiRequest(checkCall(target.active), authorization);
const newDevices = Array.from({ length: changesARound }, (_, number) => `New-${number}`);
const changes = (path: "activate_license" | "deactivate_license"): ApiRequest[] =>
  newDevices.map((hardware_id) => apiRequest(activationCall(path, { ...target.active, hardware_id }), authorization));
const activations = changes("activate_license");
const deactivations = changes("deactivate_license");

async function requireDevices({ mock, devices }: Place, more: number): Promise<void> {
  const { body, signature } = await answerOf(mock, checkRequest);
  shape(body, signature);
  const { times_activated } = JSON.parse(body) as { times_activated?: number };
  if (times_activated !== devices + more)
    throw new Error(`WRONG STATE: ${devices + more} devices are active, and times_activated is ${times_activated}.`);
}

function medianCheck({ mock }: Place): Promise<Turn> {
  return timeEach(mock, Array<ApiRequest>(checksARound).fill(checkRequest));
}

const deactivated: Record<string, Turn[]> = {};

/** Activates new devices, and lets them go again: both are measured, each change is counted. */
async function medianActivation(place: Place): Promise<Turn> {
  const taken = await timeEach(place.mock, activations);
  await requireDevices(place, changesARound);
  const turns = deactivated[place.devices] ?? [];
  turns.push(await timeEach(place.mock, deactivations));
  deactivated[place.devices] = turns;
  await requireDevices(place, 0);
  return taken;
}

const places = sizes.map(placeOf);
const atEverySize = (rounds: number, work: (place: Place) => Promise<Turn>) =>
  interleave(rounds, Object.fromEntries(places.map((place) => [String(place.devices), () => work(place)] as const)));

for (const place of places) await requireDevices(place, 0);
await atEverySize(2, medianCheck);
const check = await atEverySize(batchRounds, medianCheck);
await atEverySize(2, medianActivation);
for (const turns of Object.values(deactivated)) turns.length = 0; // those were for the compiler
const activate = await atEverySize(batchRounds, medianActivation);
const figures: GrowthDevicesFigures = { check, activate, deactivate: deactivated };
process.stdout.write(JSON.stringify(figures));
