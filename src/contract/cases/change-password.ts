import { authorize } from "../../api/authorization.ts";
import type { ContractCase } from "../case.ts";
import { casesOf, isRefused, succeeds } from "./define.ts";
import { genericCases, scopeCases } from "./generic.ts";

const { ok, refused, send, story } = casesOf("change-password");
const changed = { new_password: "Changed-1" };
const back = send("activeUserLicense", ({ password }) => ({ password: "Changed-1", new_password: password }));
const andBack = { effect: "reversible", undo: [back] } as const;

/** The contract of POST change_password. */
export const changePasswordCases: readonly ContractCase[] = [
  ok("a password is changed", "activeUserLicense", changed, andBack),
  story(
    "the new password counts at once, the old one no more",
    ["activeUserLicense"],
    [
      succeeds(send("activeUserLicense", changed)),
      isRefused("authentication_failure", send("activeUserLicense", changed)),
      succeeds(back),
    ],
    { variant: "at-once", ...andBack },
  ),
  ...scopeCases("change-password", "activeUserLicense", changed),
  ...genericCases("change-password", {
    role: "activeUserLicense",
    fields: changed,
    required: "username",
    wrongType: { new_password: 5 },
  }),
  refused("authentication_failure", "a wrong password is refused", "activeUserLicense", {
    ...changed,
    password: "wrong",
  }),
  refused(
    "authentication_failure",
    "a user who does not exist is refused",
    "activeUserLicense",
    {
      ...changed,
      username: "nobody@example.test",
    },
    { variant: "user" },
  ),
  story(
    "a company that keeps its users' passwords refuses",
    ["lockedPasswordUser"],
    [
      isRefused("change_password_not_allowed", (scene) => {
        const { apiKey, sharedKey } = scene.role("lockedPasswordUser");
        const key = { apiKey: String(apiKey), sharedKey: String(sharedKey) };
        return { ...send("lockedPasswordUser", changed)(scene), authorize: ({ now }) => ({ ...authorize(key, now) }) };
      }),
    ],
    { effect: "none" },
  ),
];
