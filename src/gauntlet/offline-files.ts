import { generateKeyPairSync, sign } from "node:crypto";
import { authorize } from "../api/authorization.ts";
import { offlineLicenseText } from "../api/signature.ts";
import { writeOfflineRequest } from "../api/write-offline-request.ts";
import type { Play } from "./play.ts";
import type { OfflineFile } from "./scenario.ts";
import { names } from "./stage-world.ts";

type OfflineLicense = Record<string, unknown> & { license_signature_v2?: string };

/** A file for a client, and why the server refused what the client wrote, where it did. */
interface MadeFile {
  readonly file: string;
  readonly refusal?: string;
}

/** What comes back from an offline activation, or what somebody made of it. */
export async function makeOfflineFile(request: string | undefined, kind: OfflineFile, play: Play): Promise<MadeFile> {
  if (request === undefined) return { file: "", refusal: "no file where it was to be written" };
  try {
    return { file: await fileOf(request, kind, play) };
  } catch (error) {
    return { file: "", refusal: (error as Error).message };
  }
}

async function fileOf(request: string, kind: OfflineFile, play: Play): Promise<string> {
  if (kind === "of another device") return answerTo(requestFor(play, { hardware_id: names.otherHardwareId }), play);
  if (kind === "of another license") return answerTo(requestFor(play, { license_key: names.otherLicenseKey }), play);
  if (kind === "of another product") return answerTo(requestFor(play, { product: names.otherProduct }), play);
  const own = await answerTo(request, play);
  const license = JSON.parse(own) as OfflineLicense;
  switch (kind) {
    case "its own":
      return own;
    case "with a byte changed":
      return own.replace(/"max_activations":(\d)/, (_all, digit) => `"max_activations":${(Number(digit) + 1) % 10}`);
    case "without its signature": {
      const { license_signature: _v1, license_signature_v2: _v2, ...rest } = license;
      return JSON.stringify(rest);
    }
    case "with a later end":
      return JSON.stringify({ ...license, validity_period: "2199-12-31T23:59:59.000Z" });
    case "signed by another key": {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const by = (text: string) => sign("sha256", Buffer.from(text), privateKey).toString("base64");
      return JSON.stringify({ ...license, license_signature_v2: by(offlineLicenseText(license)) });
    }
  }
}

/** The answer to a request that somebody carried to the server. */
async function answerTo(request: string, { stage }: Play): Promise<string> {
  const answer = await stage.mock.fetch("http://portal.test/api/v4/activate_offline", {
    method: "POST",
    headers: { "content-type": "text/plain", ...authorize(names, new Date(stage.now())) },
    body: request.trim(),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the request of the client was refused: ${text.slice(0, 300)}`);
  return text;
}

function requestFor(play: Play, other: Partial<Record<"hardware_id" | "license_key" | "product", string>>): string {
  const { apiKey, sharedKey } = names;
  const payload = {
    ...{ request: "activation", product: names.product, license_key: names.licenseKey },
    ...{ hardware_id: play.hardwareId(), api_key: apiKey, date: new Date(play.stage.now()).toUTCString(), ...other },
  };
  return writeOfflineRequest(payload, { apiKey, sharedKey });
}
