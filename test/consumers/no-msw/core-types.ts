// Neither msw nor the DOM library here: what an SDK author's Node project imports must need neither.
import { createMock } from "license-api-kit";
import { cases } from "license-api-kit/contract";
import { serve } from "license-api-kit/node";

const server = await serve(createMock(), { port: 0 });
server.url satisfies string;
cases.length satisfies number;
// @ts-expect-error a port is a number
await serve(createMock(), { port: "0" });
