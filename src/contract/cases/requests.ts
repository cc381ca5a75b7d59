import type { EndpointName } from "../../api/endpoints.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type { CaseRequest, Role, Step, StepContext } from "../case.ts";

/** Fields that a case adds to those of its role, or takes away by undefined. */
export type Fields = Readonly<Record<string, unknown>>;

/** Such fields, or how they follow from facts of the role. */
export type FieldSource = Fields | ((role: Role, scene: StepContext) => Fields);

const endpointOfRequest = new WeakMap<Step["request"], EndpointName>();

/** Makes a request of an endpoint from a role's fields, as far as the endpoint knows them, and some more. */
export function requestOf(endpoint: EndpointName, role: string, fields: FieldSource = {}): Step["request"] {
  const request = (scene: StepContext): CaseRequest => {
    const own = scene.role(role);
    return { endpoint, input: inputOf(endpoint, own, resolvedFields(fields, own, scene)) };
  };
  return requestTo(endpoint, request);
}

/** Says which endpoint a request goes to that is made in a way of its own. */
export function requestTo(endpoint: EndpointName, request: Step["request"]): Step["request"] {
  endpointOfRequest.set(request, endpoint);
  return request;
}

export function endpointOf(request: Step["request"]): EndpointName {
  const endpoint = endpointOfRequest.get(request);
  if (endpoint === undefined) throw new Error("a request that requestOf did not make must say its endpoint by to()");
  return endpoint;
}

/** The fields that a filling stands for. */
export function resolvedFields(fields: FieldSource = {}, role: Role, scene: StepContext): Fields {
  return typeof fields === "function" ? fields(role, scene) : fields;
}

/** Another device than the role's, which no run has used before. */
export const newDevice: FieldSource = (_role, scene) => ({ hardware_id: scene.fresh("device") });

/** The second device that a role names. */
export const otherDevice: FieldSource = ({ other_hardware_id }) => ({ hardware_id: other_hardware_id });

/** Fields of one and of another, which goes before the first where both have the same. */
export function both(one: FieldSource, other: FieldSource): FieldSource {
  return (role, scene) => ({ ...resolvedFields(one, role, scene), ...resolvedFields(other, role, scene) });
}

/** The product of another role. */
export function productOfRole(name: string): FieldSource {
  return (_role, scene) => ({ product: scene.role(name).product });
}

/** The feature that a fact of the role names; one that nobody has, where the role has no such fact. */
export function featureBy(fact: string, more: Fields = {}): FieldSource {
  return (role) => ({ feature: role[fact] ?? "any-feature", ...more });
}

/** The fields of a role that an endpoint takes, and some more; those that are undefined are taken away. */
export function inputOf(endpoint: EndpointName, role: Role, fields: Fields): CaseRequest["input"] {
  const known = fieldKinds[endpoint] ?? {};
  const own = Object.fromEntries(Object.entries(role).filter(([name]) => Object.hasOwn(known, name)));
  return Object.fromEntries(Object.entries({ ...own, ...fields }).filter(([, value]) => value !== undefined));
}
