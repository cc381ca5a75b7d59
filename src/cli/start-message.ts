import type { Mock } from "../mock/create-mock.ts";

/** What a person reads when the server has started: where it is, its credentials, and three lines to paste. */
export function startMessage(mock: Mock, url: string, certificate?: string): string[] {
  const { apiKey, sharedKey } = mock.credentials;
  const facts = [
    `License API mock server at ${url}`,
    "",
    `  api key     ${apiKey}`,
    `  shared key  ${sharedKey}`,
    `  public key  ${url}/__mock/public-key`,
    `  control     ${url}/__mock/openapi.json says how to move its clock, to fail calls and to edit its world`,
    `  overview    ${url}/ says what is where, the descriptions of the API included`,
    ...(certificate === undefined ? [] : trustLines(certificate)),
    "",
  ];
  const tries = [
    "See the situations that the world holds:",
    "",
    `  ${curl(certificate)} ${url}/__mock/roles`,
    ...signedCalls(mock, url, certificate),
    "",
    "Ctrl-C ends it.",
  ];
  return [...facts, ...tries];
}

function curl(certificate: string | undefined): string {
  return certificate === undefined ? "curl -s" : `curl -s --cacert '${certificate}'`;
}

/** How clients come to trust a certificate that no authority signed. */
function trustLines(certificate: string): string[] {
  return [
    `  certificate ${certificate}`,
    "",
    "Clients have to trust the certificate: curl by --cacert FILE, Node by NODE_EXTRA_CA_CERTS=FILE, Python's ssl and",
    "OpenSSL by SSL_CERT_FILE=FILE, Java by keytool -importcert.",
  ];
}

function signedCalls(mock: Mock, url: string, certificate: string | undefined): string[] {
  const { activeKeyLicense, consumptionLicense } = mock.roles;
  if (!activeKeyLicense || !consumptionLicense) return [];
  const { about: _check, facts: _checkFacts, ...check } = activeKeyLicense;
  const { about: _add, facts: _addFacts, ...add } = consumptionLicense;
  const query = new URLSearchParams(check as Record<string, string>);
  const body = JSON.stringify({ ...add, consumptions: 3 });
  return [
    "",
    "Check a license:",
    "",
    `  ${signedCurl(mock, curl(certificate), `'${url}/api/v4/check_license?${query}'`)}`,
    "",
    "Add three units to a license:",
    "",
    `  ${signedCurl(mock, curl(certificate), `${url}/api/v4/add_consumption -H 'Content-Type: application/json' -d '${body}'`)}`,
  ];
}

/** One line for a POSIX shell that signs a call with openssl and sends it with curl. */
function signedCurl({ credentials: { apiKey, sharedKey } }: Mock, command: string, rest: string): string {
  const date = "D=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')";
  const hmac = `openssl dgst -sha256 -hmac '${sharedKey}' -binary | base64`;
  const signature = `S=$(printf 'licenseSpring\\ndate: %s' "$D" | ${hmac})`;
  const header = `Authorization: algorithm=\\"hmac-sha256\\",headers=\\"date\\",signature=\\"$S\\",apikey=\\"${apiKey}\\"`;
  return `${date}; ${signature}; ${command} -H "Date: $D" -H "${header}" ${rest}`;
}
