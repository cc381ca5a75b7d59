import { onlySays, takes } from "./behaves.ts";
import { anew, type Call, type Fields, readCall } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { succeedsWith } from "./reply.ts";

/** Breakages of passwords, trials and variables. */
export const userMutants: readonly WrittenMutant[] = [
  {
    id: "old-password-works",
    about: "the old password still works after it was changed",
    expects: ["change_password/ok-at-once"],
    apply: (fetch) => {
      const changes = new Map<string, unknown>();
      return async (request) => {
        const call = await readCall(request);
        const { username, password, new_password } = call.input;
        const response = await fetch(anew(call));
        if (call.endpoint === "change_password" && response.status === 200)
          changes.set(`${username} ${password}`, new_password);
        const changed = changes.get(`${username} ${password}`);
        if (response.status === 200 || changed === undefined) return response;
        return fetch(anew(call, { input: { ...call.input, password: changed } }));
      };
    },
  },
  {
    id: "password-not-changed",
    about: "a password is said to be changed and is not",
    expects: ["change_password/ok-at-once"],
    apply: onlySays("change_password", "password_changed", ({ input }) => input.password === "Ada-1815"),
  },
  {
    id: "other-trial-again",
    about: "a device that asks again gets another trial",
    expects: ["trial_key/ok-again"],
    apply: (fetch) => {
      let number = 0;
      return takes("trial_key", (input) => {
        number += 1;
        return { ...input, ...(input.hardware_id !== undefined && { hardware_id: `${input.hardware_id}-${number}` }) };
      })(fetch);
    },
  },
  {
    id: "trial-in-full-again",
    about: "a device that asks again gets the trial in full",
    expects: ["trial_key/ok-again"],
    apply: (fetch) => {
      const trials = new Map<unknown, unknown>();
      return succeedsWith("trial_key", (trial: Fields, { input }: Call) => {
        if (!trials.has(input.hardware_id)) trials.set(input.hardware_id, trial);
        return trials.get(input.hardware_id);
      })(fetch);
    },
  },
  {
    id: "trial-active",
    about: "a new trial is active already",
    expects: ["trial_key/ok"],
    apply: succeedsWith("trial_key", (trial: Fields) => ({ ...trial, ...("active" in trial && { active: true }) })),
  },
  {
    id: "trial-policy-ignored",
    about: "the kind of trial that is asked for is ignored",
    expects: ["trial_key/ok-policy"],
    apply: takes("trial_key", ({ license_policy: _policy, ...input }) => input),
  },
  {
    id: "own-password-ignored",
    about: "the password that is asked for is ignored",
    expects: ["trial_key/ok-password-counts"],
    apply: takes("trial_key", ({ password: _password, ...input }) => input),
  },
  {
    id: "variables-not-stored",
    about: "variables are answered and not stored",
    expects: ["track_device_variables/ok-overwrite"],
    apply: succeedsWith("get_device_variables", (variables: readonly { readonly variable: string }[]) =>
      variables.filter(({ variable }) => variable !== "beta"),
    ),
  },
  {
    id: "variables-replaced",
    about: "writing variables deletes the others",
    expects: ["track_device_variables/ok-overwrite"],
    apply: succeedsWith("get_device_variables", (variables: readonly { readonly variable: string }[]) =>
      variables.filter(({ variable }) => variable !== "other"),
    ),
  },
  {
    id: "all-variables-answered",
    about: "writing variables answers those that were there before too",
    expects: ["track_device_variables/ok"],
    apply: succeedsWith("track_device_variables", ([first, ...written]: readonly Fields[]) => [
      first,
      ...written,
      { ...first, variable: "other" },
    ]),
  },
  dropsVariables("activate_license"),
  dropsVariables("deactivate_license"),
];

function dropsVariables(endpoint: string): WrittenMutant {
  return {
    id: `${endpoint}-drops-variables`,
    about: `variables that come with ${endpoint} are not stored`,
    expects: [`${endpoint}/ok-variables*`],
    apply: takes(endpoint, ({ variables: _variables, ...input }) => input),
  };
}
