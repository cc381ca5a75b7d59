import { clockRoutes } from "./clock-routes.ts";
import { faultRoutes } from "./fault-routes.ts";
import { journalRoutes } from "./journal-routes.ts";
import { openRoutes } from "./open-routes.ts";
import type { Route } from "./route.ts";
import { snapshotRoutes } from "./snapshot-routes.ts";
import { spaceRoutes } from "./space-routes.ts";
import { tweakRoutes } from "./tweak-routes.ts";
import { worldRoutes } from "./world-routes.ts";

/** Everything that the control API does. */
export const routes: readonly Route[] = [
  ...openRoutes,
  ...spaceRoutes,
  ...clockRoutes,
  ...faultRoutes,
  ...tweakRoutes,
  ...journalRoutes,
  ...worldRoutes,
  ...snapshotRoutes,
];
