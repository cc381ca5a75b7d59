/**
 * Where a name stands. In requests `code` is a single sign-on code, in answers it names errors, products and features;
 * in an Authorization header the signature proves who somebody is.
 */
export type NamePlace = "request" | "answer" | "authorization";

/** Names under which the License API and its OAuth tokens carry what lets somebody in. */
const documented = [
  "password",
  "new_password",
  "initial_password",
  "id_token",
  "code",
  "access_token",
  "refresh_token",
  "client_secret",
  "previous_secret",
  "shared_key",
];

/** Names that hold secrets wherever people write programs, headers included. */
const usual = [
  ...["passwd", "pwd", "passphrase", "password_hash", "hash_password", "secret", "private_key", "token", "jwt", "otp"],
  ...["session_id", "credentials", "bearer", "client_assertion", "sig", "x_amz_signature"],
  ...["authorization", "cookie", "cookie2", "set_cookie", "set_cookie2", "x_api_key"],
];

const labels: ReadonlyMap<string, string> = new Map([...documented, ...usual].map((name) => [plain(name), name]));

/** With these at its end a name holds a secret, whatever stands before: `oldPassword`, `oauth_client_secret`. */
const endings: readonly (readonly [pattern: RegExp, label: string])[] = [
  [/(password|passwd|passphrase)(s|\d|confirm|confirmation|repeat|again|text|hash|value)?$/, "password"],
  [/(shared|private|secret|signing|encryption|master|subscription|access)keys?$/, "shared_key"],
  [/secrets?$/, "secret"],
  [/(access|refresh|id|auth|session|bearer)tokens$|token$/, "token"],
  [/.apikey$/, "x_api_key"],
  [/authorization$/, "authorization"],
];

/**
 * What a secret is called that stands under a name, undefined where the name is none of a secret. Letter case,
 * separators, escapes and what leads to the name (`user[Pass-Word]`, `/input/password`) make no difference.
 */
export function secretName(name: string, place: NamePlace): string | undefined {
  const whole = unescaped(name);
  const last = plain(
    whole
      .split(/[.[\]/:]+/)
      .filter((step) => step !== "")
      .at(-1) ?? "",
  );
  if (last === "code") return place === "request" ? "code" : undefined;
  if (last === "signature") return place === "authorization" ? "signature" : undefined;
  return labels.get(last) ?? endingOf(last) ?? endingOf(plain(whole));
}

/** Whether a name is one that everybody knows for a secret's, without anything around it. */
export function isWellKnownSecret(name: string): boolean {
  return plain(name) !== "code" && labels.has(plain(name));
}

function endingOf(name: string): string | undefined {
  return endings.find(([pattern]) => pattern.test(name))?.[1];
}

/** A name without what people spell differently. */
function plain(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Escapes of JSON and of addresses, also of escapes. */
function unescaped(name: string): string {
  let letters = name.replace(/\\u([\da-f]{4})/gi, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  for (let times = 0; times < 3 && letters.includes("%"); times += 1) {
    try {
      letters = decodeURIComponent(letters);
    } catch {
      break;
    }
  }
  return letters;
}
