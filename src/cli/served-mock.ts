import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { InputError } from "../api/input-error.ts";
import type { Policies } from "../api/policies.ts";
import type { Shard } from "../api/shard.ts";
import { nodeCryptography } from "../doors/node-cryptography.ts";
import type { WorldFile } from "../generated/types.ts";
import { createMock, type Mock, type MockOptions } from "../mock/create-mock.ts";
import { limits } from "../mock/limits.ts";
import { openMock } from "../mock/open-mock.ts";
import { isStoreFailure } from "../mock/space/store.ts";
import { openStore } from "../stores/open-store.ts";
import { readPolicies } from "./policy-file.ts";
import { printError } from "./print.ts";
import { readJson, readText } from "./read-file.ts";
import { asUsage, usageError } from "./usage-error.ts";

/** What `serve` is told. */
export interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly world?: string;
  readonly auth: NonNullable<MockOptions["auth"]>;
  readonly policy?: Partial<Policies>;
  readonly policyFile?: string;
  readonly signingKey?: string;
  readonly keyBits?: string;
  readonly https?: true;
  readonly cert?: string;
  readonly certKey?: string;
  readonly cors?: string;
  readonly allowHost?: string[];
  readonly controlToken?: string;
  readonly controlCors?: string;
  readonly credentials?: NonNullable<MockOptions["credentials"]>;
  readonly spaceSecret?: string;
  readonly requireSpace?: true;
  readonly maxSpaces?: number;
  readonly spaceTtl?: number;
  readonly journal?: number;
  readonly store?: string;
  readonly storeJournal?: true;
  readonly shard?: Shard;
  readonly drain?: number;
  readonly limit?: Readonly<Record<string, number>>;
  readonly clock?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** The mock of a server, with what is to be done before it ends. */
export interface ServedMock {
  readonly mock: Mock;
  /** Lets others take its spaces over. */
  letGo(): Promise<void>;
  end(): Promise<void>;
}

/** The mock of this server, here alone or where its store has it. */
export async function mockOf(flags: ServeFlags, log: MockOptions["log"]): Promise<ServedMock> {
  const { store: place, shard } = flags;
  const options: MockOptions = {
    auth: flags.auth,
    policy: { ...readPolicies(flags.policyFile), ...flags.policy },
    cryptography: nodeCryptography,
    ...(flags.world !== undefined && { world: readJson(flags.world, "--world") as WorldFile }),
    ...(flags.signingKey !== undefined && { signingKey: readKey(flags.signingKey) }),
    ...(flags.keyBits !== undefined && { signingKey: newKey(Number(flags.keyBits)) }),
    ...spaceOptions(flags),
    ...(log && { log }),
  };
  const usual = isReachable(flags) && flags.world === undefined ? "own" : "world";
  const many = shard === undefined ? {} : { shard };
  const name = flags.world ? `--world ${flags.world}` : "serve";
  if (place === undefined) {
    const mock = asUsage(name, () => createMock({ ...options, credentials: flags.credentials ?? usual }, many));
    return { mock, letGo: async () => {}, end: async () => {} };
  }
  try {
    const told = (text: string) => printError(`license-api-kit: ${text}`);
    const store = await openStore(place, { told });
    if (flags.credentials === undefined) await store.settle({ credentials: usual }); // what it began with goes on
    const own = flags.credentials === undefined ? {} : { credentials: flags.credentials };
    const mock = await openMock({ ...options, ...own }, store, { ...many, storesJournal: flags.storeJournal ?? false });
    return { mock, letGo: mock.letGo, end: mock.end };
  } catch (error) {
    if (error instanceof InputError || isStoreFailure(error)) throw usageError(`--store ${place}: ${error.message}`);
    throw error;
  }
}

/** What the flags say of spaces, the main one among them. */
function spaceOptions({
  limit,
  requireSpace,
  spaceSecret,
  maxSpaces,
  spaceTtl,
  journal,
  clock,
}: ServeFlags): MockOptions {
  return {
    limits: limitsAmong(limit, limits),
    ...(spaceSecret !== undefined && { spaceSecret }),
    ...(requireSpace && { requireSpace }),
    ...(maxSpaces !== undefined && { maxSpaces }),
    ...(spaceTtl !== undefined && { spaceIdleMs: spaceTtl }),
    ...(journal !== undefined && { journal }),
    ...(clock !== undefined && { clock }),
  };
}

/** The limits of one kind among those that flags give. */
export function limitsAmong(given: ServeFlags["limit"] = {}, kind: object): Record<string, number> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(kind, name)));
}

/** Whether other machines may come to the server. */
function isReachable({ host }: ServeFlags): boolean {
  return !/^(localhost|::1|127(\.\d{1,3}){3})$/i.test(host);
}

function readKey(file: string): NonNullable<MockOptions["signingKey"]> {
  const privateKey = readText(file, "--signing-key");
  return asUsage(`--signing-key ${file}`, () => ({
    privateKey,
    publicKey: createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
  }));
}

/** A key pair that nobody had before. A server of several that are to sign alike has to be given a key instead. */
function newKey(modulusLength: number): NonNullable<MockOptions["signingKey"]> {
  return generateKeyPairSync("rsa", {
    modulusLength,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}
