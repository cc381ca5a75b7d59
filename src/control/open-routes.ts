import type { Space } from "../mock/space/space.ts";
import type { Route } from "./route.ts";

/** What a space is at its start and what any client needs to begin. */
export const openRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/health",
    about: "Says that the server is well, and the mock's time",
    isOpen: true,
    inSpace: false,
    gives: "control-health",
    answer: ({ mock }) => ({ status: "ok", time: new Date(mock.clock.now()).toISOString() }),
  },
  {
    method: "GET",
    path: "/public-key",
    about: "The key that verifies signatures, PEM; the same in all spaces",
    isOpen: true,
    inSpace: false,
    gives: "pem",
    answer: ({ mock }) => mock.publicKey,
  },
  {
    method: "GET",
    path: "/roles",
    about: "The situations of the world by name, each with the fields that a request about it needs",
    isOpen: true,
    inSpace: true,
    gives: "control-roles",
    answer: ({ space, origin }) => withOrigin(space.roles, origin),
  },
  {
    method: "GET",
    path: "/openapi.json",
    about: "This description of the control API",
    isOpen: true,
    inSpace: false,
    gives: "control-description",
    answer: async () => (await import("../generated/control-openapi.json", { with: { type: "json" } })).default,
  },
];

/** Roles whose addresses are on this server, in full. */
export function withOrigin(roles: Space["roles"], origin: string): Space["roles"] {
  const resolve = (role: Space["roles"][string]) =>
    typeof role.token_url === "string" && role.token_url.startsWith("/")
      ? { ...role, token_url: origin + role.token_url }
      : role;
  return Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, resolve(role)]));
}
