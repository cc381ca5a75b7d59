import { expect, test } from "vitest";
import { nodeCryptography } from "../src/doors/node-cryptography.ts";
import { createMock } from "../src/mock/create-mock.ts";

test("a license is signed once, however many other answers are signed in between", async () => {
  const signed: string[] = [];
  const createSigner = () => async (text: string) => btoa(`signature ${signed.push(text)}`);
  const mock = createMock({ auth: "off", cryptography: { ...nodeCryptography, createSigner } });
  const { product, license_key, hardware_id } = mock.roles.unlimitedConsumptionLicense as Record<string, string>;
  const call = { product: `${product}`, license_key: `${license_key}`, hardware_id: `${hardware_id}` };
  const check = () => mock.fetch(`https://x.test/api/v4/check_license?${new URLSearchParams(call)}`);
  const body = JSON.stringify({ ...call, consumptions: 1 });
  await check();
  for (let units = 0; units < 4_200; units += 1)
    await mock.fetch("https://x.test/api/v4/add_consumption", { method: "POST", body });
  const before = signed.length;
  expect(before).toBeGreaterThan(4_200);
  expect((await check()).status).toBe(200);
  expect(signed.slice(before)).toEqual([expect.stringContaining(`"license_signature":"${btoa("signature 1")}"`)]);
});
