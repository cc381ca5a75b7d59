import { authorize, type Credentials, readAuthorization, writeAuthorization } from "../../api/authorization.ts";
import type { CaseRequest, Role } from "../case.ts";
import type { Fields } from "./requests.ts";

/** How a request differs from a sound one. */
export type Change = Omit<CaseRequest, "endpoint" | "input"> & { readonly fields?: Fields };

/** Leaves one of the two headers out. */
export function withoutHeader(name: string): Change {
  return {
    authorize: ({ credentials, now }) =>
      Object.fromEntries(Object.entries(authorize(credentials, now)).filter(([header]) => header !== name)),
  };
}

/** Sends another Authorization header. */
export function withAuthorization(Authorization: string): Change {
  return { authorize: ({ credentials, now }) => ({ ...authorize(credentials, now), Authorization }) };
}

/** Changes parameters of the Authorization header. */
export function withParameters(changed: Record<string, string>): Change {
  return {
    authorize: ({ credentials, now }) => {
      const headers = authorize(credentials, now);
      const parameters = { ...readAuthorization(headers.Authorization), ...changed };
      return { ...headers, Authorization: writeAuthorization(parameters) };
    },
  };
}

/** Sends another signature than the right one. */
export function withSignature(spoil: (right: string) => string): Change {
  return {
    authorize: ({ credentials, now }) => {
      const { Authorization, ...headers } = authorize(credentials, now);
      const spoilt = (_whole: string, right: string) => `signature="${spoil(right)}"`;
      return { ...headers, Authorization: Authorization.replace(/signature="([^"]+)"/, spoilt) };
    },
  };
}

/** A signature that is right in its first half alone. */
export function halfRight(right: string): string {
  return `${right.slice(0, right.length / 2).padEnd(right.length - 1, "A")}=`;
}

/** Sends a token beside a Date header of its own, or beside none. */
export function withToken(token: unknown, date: (now: Date) => Date | undefined): Change {
  return {
    authorize: ({ now }) => {
      const sent = date(now);
      return { Authorization: `Bearer ${token}`, ...(sent && { Date: sent.toUTCString() }) };
    },
  };
}

/** A moment so many minutes ago. */
export const minutesBefore = (minutes: number) => (now: Date) => new Date(now.getTime() - minutes * 60_000);

/** Signs another Date header. */
export function withDate(date: (now: Date) => string): Change {
  return { authorize: ({ credentials, now }) => authorize(credentials, date(now)) };
}

/** Signs a Date header so many minutes from now. */
export function minutesOff(minutes: number): Change {
  return withDate((now) => new Date(now.getTime() + minutes * 60_000).toUTCString());
}

/** Signs with the API key of a role. */
export function asKey(role: Role): Change {
  const credentials: Credentials = { apiKey: String(role.apiKey), sharedKey: String(role.sharedKey) };
  return { authorize: ({ now }) => authorize(credentials, now) };
}
