import { anew, type Fields, readCall } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { succeedsWith } from "./reply.ts";

type Licenses = readonly Fields[];

/** Breakages of bundles. */
export const bundleMutants: readonly WrittenMutant[] = [
  ...["check_bundle", "activate_bundle"].flatMap((endpoint): WrittenMutant[] => [
    {
      id: `${endpoint}-no-members`,
      about: `${endpoint} answers the bundle's own license only`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, ([own]: Licenses) => [own]),
    },
    {
      id: `${endpoint}-member-missing`,
      about: `${endpoint} leaves the last member out`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, (licenses: Licenses) => (licenses.length > 2 ? licenses.slice(0, -1) : undefined)),
    },
    {
      id: `${endpoint}-backwards`,
      about: `${endpoint} answers the members first`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, (licenses: Licenses) => [...licenses].reverse()),
    },
    {
      id: `${endpoint}-members-only`,
      about: `${endpoint} leaves the bundle's own license out`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, ([_own, ...members]: Licenses) => members),
    },
    {
      id: `${endpoint}-member-twice`,
      about: `${endpoint} answers a member twice`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, (licenses: Licenses) => [...licenses, licenses.at(-1)]),
    },
    {
      id: `${endpoint}-empty`,
      about: `${endpoint} answers an empty list`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, () => []),
    },
  ]),
  {
    id: "bundle-in-part",
    about: "a bundle that is refused for one member is activated on the others",
    expects: ["activate_bundle/*-none"],
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const response = await fetch(anew(call));
      if (call.endpoint !== "activate_bundle" || response.status === 200) return response;
      const input = { ...call.input, product: "suite-writer", bundle_code: "suite" };
      await fetch(anew(call, { endpoint: "activate_license", input }));
      return response;
    },
  },
];
