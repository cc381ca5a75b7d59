import { expect, test } from "vitest";
import { cases } from "../src/contract/cases/index.ts";
import { runContract } from "../src/contract/run.ts";
import { withSuspects } from "../src/contract/suspects.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { takes } from "./mutants/behaves.ts";
import { anew, type Fields, readCall } from "./mutants/call.ts";
import { mutants } from "./mutants/index.ts";
import type { Fetch } from "./mutants/mutant.ts";
import { succeedsWith } from "./mutants/reply.ts";

// Breaches that no question and no drift may hide: each fails, by the claim that is broken, and at the target.

type Breach = (fetch: Fetch, mock: Mock) => Fetch;
const mutant = (id: string): Breach => {
  const found = mutants.find((one) => one.id === id);
  if (!found) throw new Error(`there is no mutant ${id}`);
  return found.apply;
};

/** Somebody else's license is opened by its id: it is checked by its own key, on its own device. */
const opensByLicenseId: Breach = (fetch, { tables }) =>
  takes("check_license", (input) => {
    const other = [...tables.licenses.all()].find(
      ({ id, licenseKey }) => licenseKey && id === Number(input.license_id),
    );
    const device = [...tables.devices.all()].find(({ licenseId, active }) => active && licenseId === other?.id);
    const product = [...tables.products.all()].find(({ id }) => id === other?.productId);
    if (!other || !device || !product) return undefined;
    return { product: product.code, license_key: other.licenseKey, hardware_id: device.hardwareId };
  })(fetch);

const opensOtherProducts: Breach = (fetch, { tables }) =>
  takes("check_license", (input) => {
    const license = [...tables.licenses.all()].find(({ licenseKey }) => licenseKey === input.license_key);
    const product = [...tables.products.all()].find(({ id }) => id === license?.productId);
    return product && { ...input, product: product.code };
  })(fetch);

const endsAllDevices: Breach =
  (fetch, { tables }) =>
  async (request) => {
    const call = await readCall(request);
    const response = await fetch(anew(call));
    if (call.endpoint !== "deactivate_license" || response.status !== 200) return response;
    const license = [...tables.licenses.all()].find(({ licenseKey }) => licenseKey === call.input.license_key);
    for (const device of [...tables.devices.all()].filter(({ licenseId }) => licenseId === license?.id)) {
      tables.devices.update(device, { active: false });
    }
    return response;
  };

const tellsPassword: Breach = succeedsWith("check_license", (body: Fields) => ({ ...body, hint: "Ada-1815" }));

test.each<[about: string, breach: Breach, caseId: string, kind: string, evidence: RegExp]>([
  [
    "calls without a signature are accepted",
    mutant("open-authorization_missing_params"),
    "check_license/authorization_missing_params",
    "refuses",
    /^inviolable$/,
  ],
  [
    "a signature is not looked at",
    mutant("open-signature_mismatch"),
    "check_license/signature_mismatch",
    "refuses",
    /^inviolable$/,
  ],
  [
    "an offline request's signature is not looked at",
    mutant("unsigned-offline"),
    "activate_offline/offline_signature_mismatch-real",
    "refuses",
    /^inviolable$/,
  ],
  ["a password stands in an answer", tellsPassword, "check_license/ok-user", "body", /^inviolable$/],
  [
    "a key opens another product",
    opensOtherProducts,
    "check_license/license_not_found-other-product",
    "refuses",
    /^inviolable$/,
  ],
  [
    "a license id opens somebody else's license",
    opensByLicenseId,
    "check_license/license_not_found-strangers-id",
    "refuses",
    /^inviolable$/,
  ],
  [
    "one deactivation ends all devices",
    endsAllDevices,
    "deactivate_license/ok-others-stay",
    "acts|effect",
    /^documented: /,
  ],
  [
    "seats are never freed",
    mutant("release-without-effect"),
    "floating/release/ok-frees",
    "acts|effect",
    /^documented: /,
  ],
])("%s: a failure", async (_about, breach, caseId, kind, evidence) => {
  const mock = createMock();
  const target = { ...mock, policy: {}, baseUrl: "https://license-api.test" };
  const fetch = breach((request) => mock.fetch(request), mock);
  const results = [];
  for await (const result of runContract({ target, cases, allow: "permanent", fetch, filter: [caseId] })) {
    results.push(result);
  }
  const [result] = withSuspects(results);
  expect(result?.verdict).toBe("failed");
  const [claim] = result?.claims.filter(({ verdict }) => verdict === "failed") ?? [];
  expect(claim).toMatchObject({
    kind: expect.stringMatching(`^(${kind})$`),
    evidence: expect.stringMatching(evidence),
    suspect: "target",
  });
});
