import { authorize } from "../../api/authorization.ts";
import type { ContractCase, UndoRequest } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { scopeCases } from "./identification.ts";
import { requestTo } from "./requests.ts";

const { ok, refused, send, story } = caseMaker("change-password");
const changed = { new_password: "Changed-1" };
/** A server that does not refuse leaves the password as it was. */
const same = ({ password }: { password?: unknown }) => ({ new_password: password });
const back = send("activeUserLicense", ({ password }) => ({ password: "Changed-1", new_password: password }));
/** Changes it back, and sees that it is what it was: which code a wrong password gets is not known. */
const asBefore: readonly UndoRequest[] = [
  { request: back, settled: "any refusal" },
  { request: send("activeUserLicense", same), settled: [] },
];
const andBack = { effect: "reversible", undo: asBefore } as const;

/** The contract of POST change_password. */
export const changePasswordCases: readonly ContractCase[] = [
  ok("a password is changed", "activeUserLicense", changed, andBack),
  story(
    "the new password counts at once, the old one no more",
    ["activeUserLicense"],
    [
      successStep(send("activeUserLicense", changed)),
      refusedStep("authentication_failure", send("activeUserLicense", changed), { rests: { outcome: "inviolable" } }),
      successStep(back),
    ],
    { variant: "at-once", ...andBack },
  ),
  ...scopeCases("change-password", "activeUserLicense", same, { effect: "none" }),
  ...genericCases("change-password", {
    role: "activeUserLicense",
    fields: same,
    required: "username",
    wrongType: { new_password: 5 },
  }),
  refused(
    "authentication_failure",
    "a wrong password is refused",
    "activeUserLicense",
    (role) => ({ ...same(role), password: "wrong" }),
    { rests: { outcome: "inviolable" }, ifActs: "nothing" },
  ),
  refused(
    "authentication_failure",
    "a user who does not exist is refused",
    "activeUserLicense",
    (role) => ({ ...same(role), username: "nobody@example.test" }),
    { variant: "user", rests: { outcome: "inviolable" }, ifActs: "nothing" },
  ),
  refused(
    "authentication_failure",
    "a user whose name goes on after its end is refused",
    "activeUserLicense",
    (role) => ({ ...same(role), username: `${role.username}x` }),
    { variant: "user-longer", rests: { outcome: "inviolable" }, ifActs: "nothing" },
  ),
  story(
    "a company that keeps its users' passwords refuses",
    ["lockedPasswordUser"],
    [
      refusedStep(
        "change_password_not_allowed",
        requestTo("change-password", (scene) => {
          const { apiKey, sharedKey } = scene.role("lockedPasswordUser");
          const key = { apiKey: String(apiKey), sharedKey: String(sharedKey) };
          return { ...send("lockedPasswordUser", same)(scene), authorize: ({ now }) => ({ ...authorize(key, now) }) };
        }),
      ),
    ],
    { effect: "none" },
  ),
];
