import type { ControlNewSpace, ControlSpace } from "../generated/types.ts";
import type { Mock } from "../mock/create-mock.ts";
import type { Space, SpaceOptions } from "../mock/space/space.ts";
import { explainUnknownSpace } from "../mock/space/spaces.ts";
import { withOrigin } from "./open-routes.ts";
import { type Route, refusal } from "./route.ts";

/** Spaces, what their clients need, and their way back to the start. */
export const spaceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/credentials",
    about: "The first API key of the world with its shared key",
    inSpace: true,
    gives: "control-credentials",
    answer: ({ space }) => space.credentials,
  },
  {
    method: "POST",
    path: "/reset",
    about: "Puts world, clock and journal of the space back to the start, and forgets its faults and tweaks",
    inSpace: true,
    gives: "control-status",
    answer: ({ space }) => {
      space.reset();
      return { status: "reset" };
    },
  },
  {
    method: "GET",
    path: "/spaces",
    about: "Names of all spaces, the main one first",
    inSpace: false,
    gives: ["control-text"],
    answer: ({ mock }) => mock.spaces(),
  },
  {
    method: "POST",
    path: "/spaces",
    about: "Makes a space with a world, a clock and credentials of its own",
    inSpace: false,
    takes: "control-new-space",
    mayBeEmpty: true,
    gives: "control-space",
    status: 201,
    refuses: [409],
    answer: ({ mock, body, origin }) => {
      const { name, ...options } = body as ControlNewSpace;
      if (name !== undefined && mock.findSpace(name)) throw refusal(409, `body/name: there is a space ${name} already`);
      return factsOf(mock.space(name ?? mock.freeSpaceName(), options as SpaceOptions), origin);
    },
  },
  {
    method: "GET",
    path: "/spaces/:name",
    about: "A space with its credentials and roles",
    inSpace: false,
    gives: "control-space",
    refuses: [404],
    answer: ({ mock, step, origin }) => factsOf(requireSpace(step("name"), mock), origin),
  },
  {
    method: "DELETE",
    path: "/spaces/:name",
    about: "Forgets a space: no call is routed to it any more",
    inSpace: false,
    gives: "control-status",
    refuses: [404, 409],
    answer: ({ mock, step }) => {
      const { name } = requireSpace(step("name"), mock);
      if (!mock.dropSpace(name)) throw refusal(409, `the main space ${name} cannot be dropped; POST /__mock/reset it`);
      return { status: "dropped" };
    },
  },
];

/** The space of a name, refused where there is none. */
export function requireSpace(name: string, mock: Mock): Space {
  const space = mock.findSpace(name);
  if (space) return space;
  throw refusal(404, `space: ${explainUnknownSpace(name, mock.spaces())} or POST /__mock/spaces`);
}

function factsOf({ name, credentials, roles, publicKey }: Space, origin: string): ControlSpace {
  return { name, url: origin, credentials, roles: withOrigin(roles, origin), publicKey };
}
