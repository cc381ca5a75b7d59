import { authorize, readAuthorization, signingString } from "../../../src/api/authorization.ts";
import { portableCryptography } from "../../../src/api/cryptography.ts";
import { endpointNames, endpointRow } from "../../../src/api/endpoints.ts";
import { type OfflineClaims, offlineText } from "../../../src/api/signature.ts";
import type { Mock } from "../../../src/mock/create-mock.ts";
import { anew, type Call, credentials } from "../call.ts";
import type { OperatorMutant } from "../mutant.ts";
import { readReply, toResponse } from "../reply.ts";
import { mutantOf, resent } from "./operator.ts";

/** What a call proves itself by. */
interface Proof {
  readonly date: string;
  readonly authorization: string;
  readonly parameters: Readonly<Record<string, string | undefined>>;
}

/** A weakness: whether a call is let pass that has no full proof. */
type Weakness = (proof: Proof, mock: Mock) => boolean;

const hmacOf = ({ date }: Proof, key: string) => portableCryptography.hmac(key, signingString(date));
const minutesOff = ({ date }: Proof, { clock }: Mock) => Math.abs(Date.parse(date) - clock.now()) / 60_000;

const weaknesses: Readonly<Record<string, readonly [about: string, isTaken: Weakness]>> = {
  nothing: ["nothing proves a call", () => true],
  "no-signature": ["a call without a signature is taken", ({ parameters }) => parameters.signature === undefined],
  "any-signature": ["any signature is taken", ({ parameters }) => parameters.signature !== undefined],
  "half-signature": [
    "the first half of a signature is compared",
    (proof) => startsAlike(proof.parameters.signature, hmacOf(proof, credentials.sharedKey), 0.5),
  ],
  "short-signature": [
    "the first four letters of a signature are compared",
    (proof) => startsAlike(proof.parameters.signature, hmacOf(proof, credentials.sharedKey), 0.1),
  ],
  "any-secret": [
    "the shared key of any API key is taken",
    (proof, { tables }) =>
      [...tables.apiKeys.all()].some(({ sharedKey }) => proof.parameters.signature === hmacOf(proof, sharedKey)),
  ],
  "any-key": ["any API key is taken", ({ parameters }) => parameters.apikey !== undefined],
  "revoked-key": [
    "a revoked API key is taken",
    ({ parameters }, { tables }) => tables.apiKeys.byKey(parameters.apikey ?? "")?.revoked === true,
  ],
  "any-algorithm": ["any algorithm is taken", ({ parameters }) => (parameters.algorithm ?? "") !== "hmac-sha256"],
  "any-headers": ["a signature over any headers is taken", ({ parameters }) => (parameters.headers ?? "") !== "date"],
  "any-date": ["the date of a call is not checked", (proof, mock) => minutesOff(proof, mock) > 15],
  "date-one-minute-late": [
    "a date of 16 minutes is fresh",
    (proof, mock) => isWithin(minutesOff(proof, mock), 15, 16.5),
  ],
  "no-date": ["a call without a date is taken", ({ date }) => date === ""],
  "any-token": ["any token is taken", ({ authorization }) => /^Bearer /i.test(authorization)],
  "expired-token": [
    "a token whose time is over is taken",
    ({ authorization }, { tables }) => tables.accessTokens.byToken(authorization.slice(7)) !== undefined,
  ],
  "token-without-date": [
    "a token needs no date",
    ({ authorization, date }) => /^Bearer /i.test(authorization) && date === "",
  ],
  "token-with-old-date": [
    "the date beside a token is not checked",
    (proof, mock) => /^Bearer /i.test(proof.authorization) && minutesOff(proof, mock) > 15,
  ],
  "scope-of-any-token": [
    "a token reaches the whole company",
    ({ authorization }, { tables }) => tables.accessTokens.byToken(authorization.slice(7)) !== undefined,
  ],
};

function startsAlike(found: string | undefined, right: string, part: number): boolean {
  return found?.slice(0, right.length * part) === right.slice(0, right.length * part);
}

function isWithin(value: number, from: number, to: number): boolean {
  return value > from && value <= to;
}

function proofOf({ request }: Call): Proof {
  const authorization = request.headers.get("authorization") ?? "";
  return {
    ...{ date: request.headers.get("date") ?? "", authorization },
    parameters: (readAuthorization(authorization) ?? {}) as Proof["parameters"],
  };
}

/** A call passes on less proof than it should need, where the rest of it is sound. */
export const weakProofs: readonly OperatorMutant[] = endpointNames
  .filter((endpoint) => endpointRow(endpoint).auth === "signed")
  .flatMap((endpoint) =>
    Object.entries(weaknesses).map(([name, [about, isTaken]]) =>
      mutantOf("proof weakened", endpoint, name, about, async (call, fetch, mock) => {
        const reply = await readReply(await fetch(resent(call)));
        if (reply.status === 200 || !isTaken(proofOf(call), mock)) return toResponse(reply);
        return fetch(anew(call, { headers: authorize(credentials, new Date(mock.clock.now())) }));
      }),
    ),
  );

/** What of an offline request is compared: lines of what its signature covers. */
const offlineWeaknesses: Readonly<
  Record<string, (claims: OfflineClaims, right: (claims: OfflineClaims) => string) => boolean>
> = {
  "any-signature": () => true,
  "without-the-key": (claims, right) => claims.signature === right({ ...claims, license_key: "", username: "" }),
  "without-the-device": (claims, right) => claims.signature === right({ ...claims, hardware_id: "" }),
  "without-the-date": (claims, right) => claims.signature === right({ ...claims, date: "" }),
  "half-signature": (claims, right) => startsAlike(claims.signature, right(claims), 0.5),
};

/** An offline request passes whose signature covers less than it should. */
export const weakOfflineProofs: readonly OperatorMutant[] = endpointNames
  .filter((endpoint) => endpointRow(endpoint).body === "offline")
  .flatMap((endpoint) =>
    Object.entries(offlineWeaknesses).map(([name, isTaken]) =>
      mutantOf(
        "proof weakened",
        endpoint,
        `offline ${name}`,
        `an offline signature counts ${name}`,
        async (call, fetch) => {
          const reply = await readReply(await fetch(resent(call)));
          const claims = call.input as unknown as OfflineClaims;
          const right = (of: OfflineClaims) => portableCryptography.hmac(credentials.sharedKey, offlineText(of));
          const isRefused = reply.status !== 200 && reply.text.includes("offline_signature_mismatch");
          return isRefused && isTaken(claims, right) ? fetch(anew(call, { input: call.input })) : toResponse(reply);
        },
      ),
    ),
  );
