import type { Credentials } from "../api/authorization.ts";
import { portableCryptography } from "../api/cryptography.ts";
import { encodeText, writeOfflineRequest } from "../api/write-offline-request.ts";
import type { EncodedPayload, UnsignedPayload } from "./case.ts";

const boundary = "license-api-kit-boundary";

/** The documented form: the payload with its signature inside, in base64. */
export function flatOffline(payload: UnsignedPayload, credentials: Credentials): EncodedPayload {
  return { text: writeOfflineRequest(payload, credentials) };
}

/** The form of newer clients: the payload beside a signature over its very text, which may have blanks in it. */
export function wrappedOffline(payload: UnsignedPayload, { sharedKey }: Credentials, blanks = ""): EncodedPayload {
  const request = JSON.stringify({ ...payload, schema_version: 2 })
    .replaceAll('":', `":${blanks}`)
    .replaceAll(',"', `,${blanks}"`);
  const signature = portableCryptography.hmac(sharedKey, request);
  return {
    text: encodeText(`{"request":${blanks}${request},${blanks}"signature":${blanks}${JSON.stringify(signature)}}`),
  };
}

/** Another form as the file of a multipart form. */
export function asFile({ text }: EncodedPayload): EncodedPayload {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="request.lic"\r\nContent-Type: text/plain`;
  return { text: `${head}\r\n\r\n${text}\r\n--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` };
}

/** A multipart form without a file. */
export function emptyForm(): EncodedPayload {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="note"`;
  return { text: `${head}\r\n\r\nhello\r\n--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` };
}
