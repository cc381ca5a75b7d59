export { authorize, type Credentials } from "./api/authorization.ts";
export { type Client, type ClientOptions, createClient } from "./api/client.ts";
export type { Cryptography } from "./api/cryptography.ts";
export { verifySignature } from "./api/cryptography.ts";
export { type EndpointName, type EndpointRow, endpoints } from "./api/endpoints.ts";
export { ApiError, type ErrorCode, errors } from "./api/errors.ts";
export type * from "./generated/types.ts";
export { createMock, type Mock, type MockOptions } from "./mock/create-mock.ts";
export { type Policies, policies } from "./mock/policies.ts";
