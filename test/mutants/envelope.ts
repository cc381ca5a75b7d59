import type { WrittenMutant } from "./mutant.ts";
import { headerName, type Reply, repliesAs, sign } from "./reply.ts";

/** Breakages of what is around a body: status, content type, signature. */
export const envelopeMutants: readonly WrittenMutant[] = [
  {
    id: "status-201",
    about: "an activation is answered with 201",
    expects: ["activate_license/ok"],
    apply: repliesAs("activate_license", (reply) => (reply.status === 200 ? { ...reply, status: 201 } : reply)),
  },
  {
    id: "status-200-on-refusal",
    about: "a refusal comes with HTTP 200",
    expects: ["check_license/license_not_found"],
    apply: repliesAs("*", (reply) => ({ ...reply, status: 200 })),
  },
  {
    id: "status-404-on-refusal",
    about: "a license that does not exist is HTTP 404, in the body too",
    expects: ["check_license/license_not_found"],
    apply: repliesAs("*", (reply) => (isNotFound(reply) ? resent(withStatus(reply, 404)) : reply)),
  },
  {
    id: "status-400-for-all",
    about: "a token that is none is HTTP 400 as everything else",
    expects: ["*/oauth_token_malformed"],
    apply: repliesAs("*", (reply) => (reply.status === 401 ? resent(withStatus(reply, 400)) : reply)),
  },
  {
    id: "status-differs",
    about: "HTTP says 422 and the body says 400",
    expects: ["add_consumption/*"],
    apply: repliesAs("*", (reply) => (reply.status === 400 ? { ...reply, status: 422 } : reply)),
  },
  {
    id: "body-status-differs",
    about: "HTTP says 400 and the body says 500",
    expects: ["add_consumption/license_not_found"],
    apply: repliesAs("*", async (reply) => {
      return reply.status === 400
        ? resent({ ...reply, text: reply.text.replace('"status":400', '"status":500') })
        : reply;
    }),
  },
  {
    id: "html",
    about: "JSON comes as text/html",
    expects: ["check_license/ok"],
    apply: typed("text/html; charset=utf-8"),
  },
  {
    id: "text-for-json",
    about: "JSON comes as text/plain",
    expects: ["products/ok"],
    apply: repliesAs("*", (reply) => withType(reply, reply.text.startsWith("[") ? "text/plain" : undefined)),
  },
  {
    id: "json-for-text",
    about: "bare words come as application/json",
    expects: ["deactivate_license/ok"],
    apply: repliesAs("deactivate_license", (reply) => withType(reply, "application/json; charset=utf-8")),
  },
  {
    id: "no-content-type",
    about: "a check comes without a content type",
    expects: ["check_license/ok"],
    apply: repliesAs("check_license", (reply) => withType(reply, "")),
  },
  {
    id: "no-signature",
    about: "no answer is signed",
    expects: ["check_license/ok"],
    apply: repliesAs("*", unsigned),
  },
  {
    id: "signature-on-success-only",
    about: "refusals are not signed",
    expects: ["check_license/license_not_found"],
    apply: repliesAs("*", (reply) => (reply.status === 200 ? reply : unsigned(reply))),
  },
  {
    id: "signature-on-bodies-only",
    about: "an empty body is not signed",
    expects: ["floating/release/ok*"],
    apply: repliesAs("*", (reply) => (reply.text === "" ? unsigned(reply) : reply)),
  },
  {
    id: "signature-over-pretty-json",
    about: "the signature covers the body as it would be printed with blanks",
    expects: ["check_license/ok"],
    apply: signedOver((text) => (text.startsWith("{") ? JSON.stringify(JSON.parse(text), null, 2) : text)),
  },
  {
    id: "signature-over-sorted-json",
    about: "the signature covers the fields in another order than they are sent in",
    expects: ["add_consumption/ok"],
    apply: signedOver((text) => {
      return text.startsWith("{") ? JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).sort())) : text;
    }),
  },
  {
    id: "signature-over-newline",
    about: "the signature covers one byte more than is sent",
    expects: ["deactivate_license/ok"],
    apply: signedOver((text) => `${text}\n`),
  },
  {
    id: "signature-of-last-answer",
    about: "each answer carries the signature of the one before",
    expects: ["check_license/ok*"],
    apply: (fetch) => {
      let last = "AAAA";
      return repliesAs("*", (reply) => {
        const headers = { ...reply.headers, [headerName]: last };
        last = reply.headers[headerName] ?? last;
        return { ...reply, headers };
      })(fetch);
    },
  },
  {
    id: "signature-in-hex",
    about: "the signature is written in hex",
    expects: ["check_license/ok"],
    apply: repliesAs("*", (reply) => {
      const bytes = [...atob(reply.headers[headerName] ?? "")].map((byte) =>
        byte.charCodeAt(0).toString(16).padStart(2, "0"),
      );
      return { ...reply, headers: { ...reply.headers, [headerName]: bytes.join("") } };
    }),
  },
];

function typed(type: string) {
  return repliesAs("*", (reply) => withType(reply, type));
}

function withType(reply: Reply, type: string | undefined): Reply {
  const { "content-type": usual = "", ...headers } = reply.headers;
  return { ...reply, headers: type === "" ? headers : { ...headers, "content-type": type ?? usual } };
}

function unsigned(reply: Reply): Reply {
  const { [headerName]: _signature, ...headers } = reply.headers;
  return { ...reply, headers };
}

function signedOver(covered: (text: string) => string): WrittenMutant["apply"] {
  return repliesAs("*", async (reply) => {
    return { ...reply, headers: { ...reply.headers, [headerName]: await sign(covered(reply.text)) } };
  });
}

function isNotFound({ text }: Reply): boolean {
  return text.includes('"license_not_found"');
}

function withStatus(reply: Reply, status: number): Reply {
  return { ...reply, status, text: reply.text.replace(`"status":${reply.status}`, `"status":${status}`) };
}

async function resent(reply: Reply): Promise<Reply> {
  return { ...reply, headers: { ...reply.headers, [headerName]: await sign(reply.text) } };
}
