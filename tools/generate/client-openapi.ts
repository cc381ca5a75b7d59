import { type EndpointName, endpointNames, endpointRow } from "../../src/api/endpoints.ts";
import { tokenPath } from "../../src/mock/oauth.ts";
import { apiInfo, servers, tag, tokenCall } from "./api-info.ts";
import { className, createClientSchemas } from "./client-schemas.ts";
import { requestSchema } from "./fields.ts";
import { type FlatSchema, flat } from "./flat-schema.ts";
import { codesByStatus, meaningOf, operationId } from "./openapi.ts";
import { errorBody, refusalOf, sentBody, sentField, successOf, tokenRequest } from "./recorded-examples.ts";
import { schemas } from "./schema-files.ts";

/**
 * The description that clients are generated from: the same calls as in `openapi.json`, of plain classes. What a class
 * cannot say is left out, so a client made of it reads every correct answer, and can send what the server then refuses.
 */
export function generateClientOpenapi(): unknown {
  const { components, body, written } = createClientSchemas();
  const error = body("error.json");
  const errorContent = (example: unknown) => ({ "application/json": { schema: error, example } });
  return {
    openapi: "3.1.1",
    info: {
      ...apiInfo(),
      description: `${apiInfo().description} For generators of clients: without conditions. openapi.json beside it is exact.`,
    },
    servers,
    tags: [{ name: tag, description: "All calls" }],
    security: [
      { signature: [], date: [] },
      { token: [], date: [] },
    ],
    paths: {
      ...Object.fromEntries(
        endpointNames.map((name) => [endpointRow(name).path, { [methodOf(name)]: operation(name) }]),
      ),
      [tokenPath]: { post: tokenOperation() },
    },
    components: {
      schemas: components,
      securitySchemes,
      responses: Object.fromEntries(
        failures.map(({ name, description, example }) => [name, { description, content: errorContent(example) }]),
      ),
    },
  };

  function operation(name: EndpointName): unknown {
    const row = endpointRow(name);
    return {
      tags: [tag],
      operationId: operationId(name),
      summary: schemas[`${name}.response.json`]?.description ?? name,
      description: row.source,
      ...(row.auth === "none" && { security: [] }),
      ...(row.method === "GET" ? { parameters: parameters(name) } : { requestBody: requestBody(name) }),
      responses: { 200: success(name), ...refusals(name), ...failureReferences },
    };
  }

  function parameters(name: EndpointName): unknown[] {
    const { properties = {}, required = [] } = flat(requestSchema(name));
    const isRequired = (field: string) => required.includes(field);
    const fields = Object.keys(properties).sort((one, other) => Number(isRequired(other)) - Number(isRequired(one)));
    return fields.map((field) => {
      const { description, nullable: _, ...value } = properties[field] as FlatSchema;
      const example = sentField(name, field, value.type);
      return {
        ...{ name: field, in: "query", required: isRequired(field) },
        ...(description && { description }),
        schema: written({ type: "string", ...value }, className(field)), // a query is text where it may be anything
        ...(example !== undefined && { example }),
      };
    });
  }

  function requestBody(name: EndpointName): unknown {
    const example = sentBody(name);
    if (endpointRow(name).body === "offline") {
      const description = "The request as JSON in base64, as OfflineRequest in openapi.json describes it";
      return { required: true, description, content: { "text/plain": { schema: { type: "string" }, example } } };
    }
    const content = { "application/json": { schema: body(`${name}.request.json`), example } };
    return { required: true, content };
  }

  function success(name: EndpointName): unknown {
    const { body: example } = successOf(name).response;
    const file = `${name}.response.json`;
    const description = schemas[file]?.description ?? "";
    if (example === "") return { description };
    const { description: _, ...schema } = body(file);
    if (typeof example !== "string") return { description, content: { "application/json": { schema, example } } };
    return { description, content: { "text/plain": { schema: { type: "string" }, example } } };
  }

  function refusals(name: EndpointName): Record<string, unknown> {
    const rows = [...codesByStatus(name)].map(([status, codes]) => {
      const content = errorContent(refusalOf(name, codes));
      return [String(status), { description: meaningOf(codes), content }];
    });
    return Object.fromEntries(rows);
  }

  /** Tokens are given out beside the API, in OAuth's own forms. */
  function tokenOperation(): unknown {
    const refused = { "application/json": { schema: body("oauth-token-error.json") } };
    return {
      ...tokenCall,
      requestBody: {
        required: true,
        content: {
          "application/x-www-form-urlencoded": { schema: body("oauth-token.request.json"), example: tokenRequest() },
        },
      },
      responses: {
        200: {
          description: "The token",
          content: { "application/json": { schema: body("oauth-token.response.json") } },
        },
        400: { description: "Another grant than client_credentials", content: refused },
        401: { description: "`invalid_client`: unknown client or wrong secret", content: refused },
      },
    };
  }
}

/** What any call may be answered with. Ranges like `4XX` would say it shorter, but not every generator reads them. */
const failures = [
  failure(404, "NotFound", "No such path", errorBody("not_found")),
  failure(429, "TooManyRequests", "Wait as long as the header Retry-After says", {
    ...{ status: 429, code: "too_many_requests", message: "Too many requests" },
  }),
  failure(500, "ServerFailed", "The server failed", errorBody("internal_error")),
  failure(502, "BadGateway", "Something before the server failed: the body need not be JSON", {
    ...{ status: 502, code: "bad_gateway", message: "Bad gateway" },
  }),
  failure(503, "ServiceUnavailable", "Try again later: the body need not be JSON", {
    ...{ status: 503, code: "service_unavailable", message: "Service unavailable" },
  }),
];

function failure(status: number, name: string, description: string, example: unknown) {
  return { status, name, description, example };
}

const failureReferences = Object.fromEntries(
  failures.map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }]),
);

/** Both are headers whose value changes with each call, so that a client is given them by a hook. */
const securitySchemes = {
  signature: {
    type: "apiKey",
    in: "header",
    name: "Authorization",
    description: 'algorithm="hmac-sha256",headers="date",signature="<base64>",apikey="<api key>"',
  },
  token: { type: "http", scheme: "bearer", description: "A token of `oauthToken`" },
  date: { type: "apiKey", in: "header", name: "Date", description: "RFC 7231, at most 15 minutes off" },
};

function methodOf(name: EndpointName): string {
  return endpointRow(name).method.toLowerCase();
}
