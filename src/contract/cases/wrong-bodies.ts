import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import { evidenceOf } from "./expectations.ts";
import type { ValidCall, WrongCall } from "./wrong-calls.ts";

const errorPage = "documented: error responses";

/** Two texts of one page speak of a missing field, and none says which of the two codes it gets. */
export function missingFields(endpoint: EndpointName, { required = "hardware_id" }: ValidCall): WrongCall[] {
  const { method, source } = endpointRow(endpoint);
  const isGet = method === "GET";
  const missing = {
    evidence: source.startsWith("observed") ? source : errorPage,
    rests: { code: "assumed" },
    code: "missing_parameters",
  } as const;
  return [
    {
      ...missing,
      about: `a call without ${required} is refused`,
      change: () => ({ fields: { [required]: undefined } }),
    },
    {
      ...missing,
      variant: "empty",
      about: `a call with an empty ${isGet ? "query" : "body"} is refused`,
      change: () => ({ raw: "" }),
    },
  ];
}

/** Pages that print one type for the field; elsewhere two are printed, or none. */
const printsOneType: readonly EndpointName[] = ["check-license-feature", "check-license", "check-bundle"];

export function wrongType(endpoint: EndpointName, { wrongType: given = "none" }: ValidCall): WrongCall {
  const fields = given === "none" ? {} : given;
  return {
    evidence: errorPage,
    rests: printsOneType.includes(endpoint) ? { code: "assumed" } : { outcome: "assumed", code: "assumed" },
    code: "validation_error",
    variant: "type",
    about: `a field of the wrong type is refused (${Object.keys(fields).join(", ")})`,
    change: () => ({ fields }),
  };
}

export function givenTwice({ required = "hardware_id" }: ValidCall): WrongCall {
  return {
    evidence: "assumed",
    code: "validation_error",
    variant: "twice",
    about: `a query that gives ${required} twice, with two values, is refused`,
    rewrite: (input) => {
      const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]));
      query.append(required, "another");
      return query.toString();
    },
    change: () => ({}),
  };
}

export const brokenBodies: readonly WrongCall[] = [
  {
    evidence: errorPage,
    code: "invalid_json",
    about: "a body that is no JSON is refused",
    change: () => ({ raw: '{"product":' }),
  },
  {
    evidence: errorPage,
    rests: { code: "assumed" },
    code: "invalid_json",
    variant: "array",
    about: "a body that is an array is refused",
    change: () => ({ raw: "[]" }),
  },
];

/** Where a page does not list the code, an answer would still be about nothing that was asked for. */
export function unknownProducts(endpoint: EndpointName, { role }: ValidCall): readonly WrongCall[] {
  const listed = evidenceOf(endpoint, "unknown_product");
  const wrong = {
    evidence: listed,
    ...(listed === "assumed" && { rests: { outcome: "inviolable" } as const }),
    mayComeSecond: true,
    code: "unknown_product",
  } as const;
  return [
    {
      ...wrong,
      about: "a product that does not exist is refused",
      change: () => ({ fields: { product: "no-such-product" } }),
    },
    {
      ...wrong,
      variant: "longer",
      about: "a product whose code goes on after its end is refused",
      change: (roleOf) => ({ fields: { product: `${roleOf(role).product}-x` } }),
    },
  ];
}
