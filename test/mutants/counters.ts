import { onlySays, takes } from "./behaves.ts";
import { anew, type Call, type Fields, isTo, readCall } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { codeOf, readReply, signed, succeedsWith, toResponse } from "./reply.ts";

const anyUnits = "add_consumption add_feature_consumption";

/** Breakages of what is counted: units, activations, transfers. */
export const counterMutants: readonly WrittenMutant[] = [
  ...["add_consumption", "add_feature_consumption"].flatMap((endpoint): WrittenMutant[] => [
    {
      id: `${endpoint}-adds-nothing`,
      about: `${endpoint} does not move the total`,
      expects: [`${endpoint}/ok-exactly`],
      apply: takes(endpoint, (input) => ({ ...input, consumptions: 0 })),
    },
    {
      id: `${endpoint}-adds-one-more`,
      about: `${endpoint} moves the total by one too many`,
      expects: [`${endpoint}/ok-exactly`],
      apply: takes(endpoint, (input) =>
        unitsOf(input) > 0 ? { ...input, consumptions: unitsOf(input) + 1 } : undefined,
      ),
    },
    {
      id: `${endpoint}-default-two`,
      about: `${endpoint} adds two units where no number is sent`,
      expects: [`${endpoint}/ok*`],
      apply: takes(endpoint, (input) => ({ consumptions: 2, ...input })),
    },
    {
      id: `${endpoint}-default-none`,
      about: `${endpoint} adds nothing where no number is sent`,
      expects: [`${endpoint}/ok*`],
      apply: takes(endpoint, (input) => ({ consumptions: 0, ...input })),
    },
    {
      id: `${endpoint}-keeps-negative`,
      about: `${endpoint} takes units that are given back as units that are used`,
      expects: [`${endpoint}/ok-negative`],
      apply: takes(endpoint, (input) => (unitsOf(input) < 0 ? { ...input, consumptions: -unitsOf(input) } : undefined)),
    },
    {
      id: `${endpoint}-tells-old-total`,
      about: `${endpoint} answers the total from before the call`,
      expects: [`${endpoint}/ok-exactly`],
      apply: succeedsWith(endpoint, (body: { readonly total_consumptions: number }, { input }: Call) => ({
        ...body,
        total_consumptions: body.total_consumptions - unitsOf(input),
      })),
    },
  ]),
  {
    id: "zero-counts",
    about: "0 units count as one",
    expects: ["add_consumption/ok-zero"],
    apply: takes(anyUnits, (input) => (input.consumptions === 0 ? { ...input, consumptions: 1 } : undefined)),
  },
  {
    id: "refused-units-count",
    about: "units that are refused move the total all the same",
    expects: ["add_consumption/*-refused-changes-nothing"],
    apply: (fetch) => {
      const refused = new Map<unknown, number>();
      return async (request) => {
        const call = await readCall(request);
        const reply = await readReply(await fetch(anew(call)));
        const { license_key: key } = call.input;
        if (codeOf(reply) === "license_not_enough_consumptions")
          refused.set(key, (refused.get(key) ?? 0) + unitsOf(call.input));
        if (reply.status !== 200 || !isTo(call, "add_consumption")) return toResponse(reply);
        const body = JSON.parse(reply.text);
        return signed({
          ...reply,
          text: JSON.stringify({ ...body, total_consumptions: body.total_consumptions + (refused.get(key) ?? 0) }),
        });
      };
    },
  },
  {
    id: "refused-overages-stay",
    about: "overage settings of a refused call stay",
    expects: ["add_consumption/*-refused-changes-nothing"],
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const response = await fetch(anew(call));
      if (response.status !== 200 && isTo(call, "add_consumption") && call.input.max_overages !== undefined) {
        await fetch(anew(call, { input: { ...call.input, consumptions: 0 } }));
      }
      return response;
    },
  },
  {
    id: "overage-settings-ignored",
    about: "new overage settings are not stored",
    expects: ["add_consumption/ok-new-overages"],
    apply: takes("add_consumption", ({ max_overages: _max, allow_overages: _allow, ...input }) => input),
  },
  {
    id: "limit-ignored",
    about: "units beyond the limit are taken",
    expects: ["add_consumption/license_not_enough_consumptions"],
    apply: takes("add_consumption", (input) => ({ ...input, allow_overages: true, max_overages: 1_000_000 })),
  },
  {
    id: "final-units-ignored",
    about: "units that come with a deactivation are not counted",
    expects: ["deactivate_license/*"],
    apply: takes("deactivate_license", ({ consumptions: _units, ...input }) => input),
  },
  {
    id: "activations-not-counted",
    about: "times_activated stays 0",
    expects: ["activate_license/ok"],
    apply: succeedsWith("activate_license", (license: Fields) => ({ ...license, times_activated: 0 })),
  },
  {
    id: "activations-counted-twice",
    about: "the same device again counts as one more",
    expects: ["activate_license/ok*"],
    apply: (fetch) => {
      const seen = new Map<string, number>();
      return succeedsWith(
        "activate_license",
        (license: Fields & { readonly times_activated: number }, { input }: Call) => {
          const times = seen.get(JSON.stringify(input)) ?? 0;
          seen.set(JSON.stringify(input), times + 1);
          return { ...license, times_activated: license.times_activated + times };
        },
      )(fetch);
    },
  },
  {
    id: "transfers-not-counted",
    about: "moving to another device counts as no transfer",
    expects: ["activate_license/ok-transfer"],
    apply: succeedsWith("activate_license", (license: Fields) => ({ ...license, transfer_count: 1 })),
  },
  {
    id: "every-activation-a-transfer",
    about: "every activation counts as a transfer",
    expects: ["activate_license/ok-again"],
    apply: (fetch) => {
      let transfers = 0;
      return succeedsWith("activate_license", (license: Fields) => {
        transfers += 1;
        return { ...license, transfer_count: transfers };
      })(fetch);
    },
  },
  {
    id: "offline-units-ignored",
    about: "units of an offline deactivation are not counted",
    expects: ["deactivate_offline/ok-units"],
    apply: onlySays("deactivate_offline", "license_deactivated"),
  },
];

function unitsOf({ consumptions = 1 }: Fields): number {
  return Number(consumptions);
}
