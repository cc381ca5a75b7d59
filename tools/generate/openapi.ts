import { type EndpointName, endpointNames, endpointRow, errorCodesOf } from "../../src/api/endpoints.ts";
import { type ErrorCode, errors } from "../../src/api/errors.ts";
import { tokenPath } from "../../src/mock/oauth.ts";
import { apiInfo, servers, tag, tokenCall } from "./api-info.ts";
import { requestSchema } from "./fields.ts";
import { sentBody, sentField, tokenRequest } from "./recorded-examples.ts";
import { flatten, resolve, type Schema, schemas, wireFiles, withoutContradicted } from "./schema-files.ts";
import { typeName } from "./types.ts";

/** The OpenAPI 3.1 description of all endpoints, made from the schemas, the endpoint table and the error catalogue. */
export function generateOpenapi(): unknown {
  return {
    openapi: "3.1.1",
    info: apiInfo(),
    servers,
    tags: [{ name: tag, description: "All calls" }],
    security: [
      { apiKey: [], date: [] },
      { oauth: [], date: [] },
    ],
    paths: {
      ...Object.fromEntries(endpointNames.map((name) => [endpointRow(name).path, pathItem(name)])),
      [tokenPath]: tokenPathItem(),
    },
    components: {
      schemas: Object.fromEntries(wireFiles.map((file) => [typeName(file), forOpenapi(schemas[file] as Schema)])),
      securitySchemes: {
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: 'algorithm="hmac-sha256",headers="date",signature="<base64>",apikey="<api key>"',
        },
        oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: tokenPath, scopes: {} } } },
        date: { type: "apiKey", in: "header", name: "Date", description: "RFC 7231, at most 15 minutes off" },
      },
      headers: {
        LicenseSignature: {
          description: "RSA-SHA256 over the exact bytes of the body, base64",
          schema: { $ref: "#/components/schemas/Signature" },
        },
      },
    },
  };
}

function pathItem(name: EndpointName): unknown {
  const row = endpointRow(name);
  const operation = {
    tags: [tag],
    operationId: operationId(name),
    summary: schemas[`${name}.response.json`]?.description ?? name,
    description: row.source,
    ...(row.auth === "none" && { security: [] }),
    ...(row.method === "GET" ? { parameters: queryParameters(name) } : { requestBody: requestBody(name) }),
    responses: { 200: success(name), ...failures(name) },
  };
  return { [row.method.toLowerCase()]: operation };
}

/** `check-license` as `checkLicense`. */
export function operationId(name: EndpointName): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Tokens are given out beside the API, in OAuth's own forms. */
function tokenPathItem(): unknown {
  const content = (type: string, file: string) => ({
    [type]: { schema: { $ref: `#/components/schemas/${typeName(file)}` } },
  });
  const failure = (description: string) => ({
    description,
    content: content("application/json", "oauth-token-error.json"),
  });
  return {
    post: {
      ...tokenCall,
      requestBody: {
        required: true,
        content: {
          "application/x-www-form-urlencoded": {
            schema: { $ref: `#/components/schemas/${typeName("oauth-token.request.json")}` },
            example: tokenRequest(),
          },
        },
      },
      responses: {
        200: { description: "The token", content: content("application/json", "oauth-token.response.json") },
        400: failure("Another grant than client_credentials"),
        401: failure("`invalid_client`: unknown client or wrong secret"),
      },
    },
  };
}

function queryParameters(name: EndpointName): unknown[] {
  const { properties, required } = flatten(requestSchema(name));
  return Object.entries(properties).map(([field, { description, ...schema }]) => {
    const example = sentField(name, field, resolve(schema).type);
    return {
      ...{ name: field, in: "query" },
      ...(required.includes(field) && { required: true }),
      ...(description && { description }),
      schema: forOpenapi(schema),
      ...(example !== undefined && { example }),
    };
  });
}

function requestBody(name: EndpointName): unknown {
  const schema = { $ref: `#/components/schemas/${typeName(`${name}.request.json`)}` };
  const example = sentBody(name);
  if (endpointRow(name).body === "offline") {
    const text = {
      type: "string",
      contentEncoding: "base64",
      contentMediaType: "application/json",
      contentSchema: schema,
    };
    const form = { type: "object", properties: { file: text }, required: ["file"] };
    return {
      required: true,
      description: "The request as JSON in base64: flat, or wrapped as in the schema OfflineRequest",
      content: { "text/plain": { schema: text, example }, "multipart/form-data": { schema: form } },
    };
  }
  return { required: true, content: { "application/json": { schema, example } } };
}

function success(name: EndpointName): unknown {
  const file = `${name}.response.json`;
  const schema = { $ref: `#/components/schemas/${typeName(file)}` };
  const isText = typeof schemas[file]?.const === "string";
  return {
    description: schemas[file]?.description ?? "",
    headers: { LicenseSignature: { $ref: "#/components/headers/LicenseSignature" } },
    content: { [isText ? "text/plain" : "application/json"]: { schema } },
  };
}

/** The codes that an endpoint refuses calls with, by their status. */
export function codesByStatus(name: EndpointName): Map<number, ErrorCode[]> {
  const statuses = new Map<number, ErrorCode[]>();
  for (const code of errorCodesOf(name)) {
    const { status } = errors[code];
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  return statuses;
}

/** What each of these codes means, in one text. */
export function meaningOf(codes: readonly ErrorCode[]): string {
  return codes.map((code) => `\`${code}\`: ${errors[code].message}`).join("; ");
}

function failures(name: EndpointName): Record<string, unknown> {
  return Object.fromEntries(
    [...codesByStatus(name)].map(([status, codes]) => [
      String(status),
      {
        description: meaningOf(codes),
        headers: { LicenseSignature: { $ref: "#/components/headers/LicenseSignature" } },
        content: {
          "application/json": {
            schema: {
              allOf: [{ $ref: "#/components/schemas/ErrorBody" }, { properties: { code: { enum: codes } } }],
            },
          },
        },
      },
    ]),
  );
}

/**
 * A schema as a component of an OpenAPI description. What is contradicted in it is left out, so that a client made of it
 * takes the answers of either source.
 */
export function forOpenapi(schema: Schema): Schema {
  const text = JSON.stringify(withoutContradicted(schema), (key, value) => {
    if (key === "$schema" || key === "$id" || key === "$comment") return undefined;
    if (key === "$ref" && typeof value === "string") return `#/components/schemas/${typeName(value)}`;
    return value;
  });
  return JSON.parse(text) as Schema;
}
