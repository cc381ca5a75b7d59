import type { ApiResponse } from "../request.ts";
import type { UserRecord } from "../world/records.ts";
import type { SignOnRequest } from "./redirect.ts";

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:10vh auto;padding:0 1rem}
h1{font-size:1.3rem}button{display:block;width:100%;margin:.4rem 0;padding:.7rem 1rem;font:inherit;text-align:left;border:1px solid #8888;border-radius:.5rem;background:#8881;color:inherit;cursor:pointer}
button:hover,button:focus-visible{background:#8883}small{opacity:.75}.refuse{margin-top:1.2rem;text-align:center}`;

/** The page on which a user is chosen. */
export function signOnPage({ account, target, query }: SignOnRequest, users: readonly UserRecord[]): ApiResponse {
  const choices = users.slice(0, mostUsers).map(({ email }) => choice("user", email, email));
  const more =
    users.length > mostUsers ? `<p><small>${users.length - mostUsers} more users are not shown.</small></p>` : "";
  const none = users.length === 0 ? "<p>The world has no user of this company.</p>" : "";
  return page(
    200,
    `Sign on: ${account.name}`,
    `<p>As whom? <small>This page is the mock's; nobody is asked for a password. You go back to ${escaped(target)}.</small></p>
<form method="post" action="?${escaped(query)}">
${choices.join("\n")}
${none}${more}
<button class="refuse" name="refuse" value="1">Refuse</button>
</form>`,
  );
}

/** A list of choices that is longer than this is read by nobody. */
const mostUsers = 100;

/** Says what is wrong with what was asked for, where there is no way back that could be trusted with it. */
export function refusalPage(reason: string): ApiResponse {
  return page(400, "This sign-on cannot go on", `<p>${escaped(reason)}</p>`);
}

function choice(name: string, value: string, label: string): string {
  return `<button name="${name}" value="${escaped(value)}">${escaped(label)}</button>`;
}

function page(status: number, title: string, content: string): ApiResponse {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
    },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1>
${content}
</main></body>
</html>
`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
