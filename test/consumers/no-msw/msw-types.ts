import type { handlers } from "license-api-kit/msw";

export type Handlers = ReturnType<typeof handlers>;
