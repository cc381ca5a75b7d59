import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { authorize } from "../src/api/authorization.ts";
import { connectMock } from "../src/control/client/index.ts";
import { createControl } from "../src/control/control.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { inputOf } from "./calls.ts";
import { withServer } from "./control-server.ts";

const text = readFileSync(new URL("../src/generated/control-openapi.json", import.meta.url), "utf8");
const openapi = JSON.parse(text);

describe("the description", () => {
  test("is OpenAPI 3.1 to an independent validator, and what the server gives", async () => {
    const validator = new Validator();
    const { valid, errors: found } = await validator.validate(JSON.parse(text));
    expect({ valid, found }).toEqual({ valid: true, found: undefined });
    await withServer({}, async (control) => {
      expect((await control("GET", "/openapi.json")).body).toEqual(openapi);
    });
  });

  test("has every route of the server, and no other", () => {
    const wired = createControl(createMock()).routes.filter(({ method }) => method !== "ALL");
    const described = Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    );
    expect(described.sort()).toEqual(wired.map(({ method, path }) => `${method} ${path}`).sort());
    const ids = Object.values(openapi.paths).flatMap((item) =>
      Object.values(item as object).map((operation: { operationId: string }) => operation.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("fits what the server answers", async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ ...openapi, $id: "control" });
    const complaints: unknown[] = [];
    await withServer({}, async (_control, { url }, mock) => {
      const listening = async (sent: Request) => {
        const response = await fetch(sent);
        const path = new URL(sent.url).pathname;
        const template = Object.keys(openapi.paths).find((one) =>
          new RegExp(`^${one.replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
        ) as string;
        const pointer = ["paths", template, sent.method.toLowerCase(), "responses", String(response.status)];
        const steps = [...pointer, "content", "application/json", "schema"].map((step) =>
          encodeURIComponent(step.replace(/~/g, "~0").replace(/\//g, "~1")),
        );
        const isValid = ajv.compile({ $ref: `control#/${steps.join("/")}` });
        if (!isValid(await response.clone().json())) complaints.push([pointer, isValid.errors]);
        return response;
      };
      const remote = connectMock(url, { fetch: listening });
      const space = await remote.space();
      const { body: fields } = { body: inputOf(mock, "check-license", "activeKeyLicense") };
      await fetch(`${url}/api/v4/check_license?${new URLSearchParams(fields as never)}`, {
        headers: { ...authorize(space.credentials) },
      });
      await space.faults.add({ kind: "delay", ms: 1 });
      await space.tweak("check-license", { max_activations: 1 });
      await Promise.all([space.faults.list(), space.tweaks.list(), space.journal.entries(), space.journal.findings()]);
      await space.clock.advance("400d");
      await Promise.all([space.clock.now(), space.clock.run(), space.clock.freeze(), remote.spaces()]);
      await space.world.snapshots.save("a");
      await space.world.replace(await space.world.export());
      await Promise.all([space.world.snapshots.list(), space.world.devices.all(), space.world.companies.get(1)]);
      await expect(space.world.licenses.remove(1)).rejects.toThrow("no row of the id 1");
      await space.reset();
      await space.drop();
    });
    expect(complaints).toEqual([]);
  });
});
