import type { Credentials } from "../api/authorization.ts";
import { portableCryptography } from "../api/cryptography.ts";
import { encodeText, writeOfflineRequest } from "../api/offline.ts";
import type { OfflineBody, OfflinePayload } from "./case.ts";

const boundary = "license-api-kit-boundary";

/** The documented form: the payload with its signature inside, in base64. */
export function flatOffline(payload: OfflinePayload, credentials: Credentials): OfflineBody {
  return { text: writeOfflineRequest(payload, credentials) };
}

/** The form of newer clients: the payload beside a signature over its very text, which may have blanks in it. */
export function wrappedOffline(payload: OfflinePayload, { sharedKey }: Credentials, blanks = ""): OfflineBody {
  const request = JSON.stringify({ ...payload, schema_version: 2 })
    .replaceAll('":', `":${blanks}`)
    .replaceAll(',"', `,${blanks}"`);
  const signature = portableCryptography.hmac(sharedKey, request);
  return {
    text: encodeText(`{"request":${blanks}${request},${blanks}"signature":${blanks}${JSON.stringify(signature)}}`),
  };
}

/** Another form as the file of a multipart form. */
export function asFile({ text }: OfflineBody): OfflineBody {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="request.lic"\r\nContent-Type: text/plain`;
  return { text: `${head}\r\n\r\n${text}\r\n--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` };
}

/** A multipart form without a file. */
export function emptyForm(): OfflineBody {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="note"`;
  return { text: `${head}\r\n\r\nhello\r\n--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` };
}
