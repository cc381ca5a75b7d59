import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { createSnapshots } from "../../src/mock/editor/snapshots.ts";
import { licenseWorld } from "../calls.ts";

const world = licenseWorld(
  { devices: [{ hardwareId: "h", variables: { theme: "dark" } }], customer: "ann@x.test" },
  { customers: [{ email: "ann@x.test" }, { email: "bob@x.test" }] },
);
const long = "x".repeat(100);
const short = `"${"x".repeat(79)}`;
const fields = Array.from({ length: 11 }, (_, at) => ({ name: `field ${at}`, value: "v" }));

describe("an edit is refused at its place", () => {
  type Edit = (mock: Mock, id: number) => unknown;
  const update =
    (patch: object): Edit =>
    ({ world: edited }, id) =>
      edited.licenses.update(id, patch as never);
  const add =
    (row: unknown): Edit =>
    ({ world: edited }) =>
      edited.licenses.add(row as never);

  test.each<[string, Edit]>([
    ["licenses[ID].enabled: must be boolean, found 5", update({ enabled: 5 })],
    ["licenses[ID].x1: is no field (there are ", update({ x1: 5 })],
    ["licenses[ID].1x: is no field (there are ", update({ "1x": 5 })],
    ["licenses[ID].maxActivation: is no field, did you mean maxActivations?, found 5", update({ maxActivation: 5 })],
    [`licenses[ID].enabled: must be boolean, found ${short}`, update({ enabled: long })],
    [
      "licenses[ID].customFields[10].name: must be string, found 5",
      update({ customFields: [...fields.slice(1), { name: 5 }] }),
    ],
    [
      "licenses[ID].customFields[10].nam: is no field, did you mean name?, found 5",
      update({ customFields: [...fields.slice(1), { name: "n", nam: 5 }] }),
    ],
    ["licenses[ID].product: is missing, found nothing", update({ product: null })],
    ["licenses[ID].id: found 5, expected ID, as it cannot be changed", update({ id: 5 })],
    [
      "licenses[ID].devices: found a change, expected it to be made in the table devices (world.devices)",
      update({ devices: [] }),
    ],
    ["licenses: found null, expected an object with the fields of a row", add(null)],
    ["licenses: found [], expected an object with the fields of a row", add([])],
    ["licenses: found nothing, expected an object with the fields of a row", add(undefined)],
    [
      "licenses: found the id nothing, expected the id of a row, or a row",
      ({ world: edited }) => edited.licenses.remove(undefined as never),
    ],
    [
      "licenses: found the id null, expected the id of a row, or a row",
      ({ world: edited }) => edited.licenses.remove(null as never),
    ],
    ["licenses: found null, expected an object", ({ world: edited }) => edited.licenses.list(null as never)],
    [
      "licenses.enable: found what is no field, expected one of its fields, did you mean enabled?",
      ({ world: edited }) => edited.licenses.list({ enable: true } as never),
    ],
    [
      "devices[DEVICE].license: found 5, expected ID, as it cannot be changed",
      ({ world: edited }) => edited.devices.update(edited.devices.all()[0] as { id: number }, { license: 5 }),
    ],
    [
      'world: found the table "licence", expected one of its tables, did you mean licenses?',
      ({ world: edited }) => edited.table("licence"),
    ],
    [
      `world: found the table ${short}, expected one of its tables (there are companies`,
      ({ world: edited }) => edited.table(long),
    ],
    [
      "world: found the table nothing, expected one of its tables",
      ({ world: edited }) => edited.table(undefined as never),
    ],
    [`snapshots: found the name ${short}, expected 1 to 64`, ({ world: edited }) => edited.snapshots.save(long)],
    [`snapshots: found no ${short}, expected one of: none yet`, ({ world: edited }) => edited.snapshots.restore(long)],
    [
      "snapshots: found no undefined, expected one of: none yet",
      ({ world: edited }) => edited.snapshots.restore(undefined as never),
    ],
  ])("%s", (message, edit) => {
    const mock = createMock({ world });
    const before = JSON.stringify(mock.world.export());
    const [license, device] = [mock.world.licenses.all()[0]?.id ?? 0, mock.world.devices.all()[0]?.id ?? 0];
    const expected = message.replaceAll("ID", String(license)).replace("DEVICE", String(device));
    expect(() => edit(mock, license)).toThrow(expected);
    expect(JSON.stringify(mock.world.export())).toBe(before);
  });
});

describe("a row", () => {
  test("has no ids that people hardly need", () => {
    const { world: edited } = createMock({ world });
    const rows = [edited.licenses.all()[0], edited.licenses.update(edited.licenses.all()[0] as { id: number }, {})];
    for (const row of rows) expect(JSON.stringify(row)).not.toMatch(/userLinkIds|variableOrigins|bundleLicenseId/);
    expect(JSON.stringify(edited.export())).toContain("variableOrigins");
  });

  test("may be given with the id that it has, and with the license that it belongs to", () => {
    const { world: edited } = createMock({ world });
    const [license, device] = [edited.licenses.all()[0], edited.devices.all()[0]];
    expect(edited.licenses.update(license?.id ?? 0, { id: license?.id ?? 0 })).toMatchObject({ id: license?.id });
    const same = { id: device?.id ?? 0, license: license?.id ?? 0, hostname: "host" };
    expect(edited.devices.update(device?.id ?? 0, same)).toMatchObject(same);
  });

  test("is found whatever is left undefined", () => {
    const { world: edited } = createMock({ world });
    expect(edited.licenses.list({ licenseKey: undefined } as never)).toHaveLength(1);
    expect(edited.licenses.list({ enabled: false })).toEqual([]);
    expect(edited.licenses.list()).toEqual(edited.licenses.all());
    expect(edited.licenses.get(edited.licenses.all()[0]?.id ?? 0)).toEqual(edited.licenses.all()[0]);
  });

  test("keeps a customer whose email leads to another, until another is named", () => {
    const twins = ["ann@x.test", "bob@x.test", "ann@x.test"].map((email, at) => ({ email, reference: String(at) }));
    const { world: edited, tables } = createMock({ world: { ...world, customers: twins } });
    const [first, other, last] = edited.customers.all().map(({ id }) => id);
    const [license] = edited.licenses.all() as { id: number }[];
    const customer = (patch: object) => {
      edited.licenses.update(license?.id ?? 0, patch as never);
      return tables.licenses.get(license?.id ?? 0)?.customerId;
    };
    expect(customer({})).toBe(first);
    expect(customer({ customerId: last })).toBe(last);
    expect(customer({ enabled: true })).toBe(last);
    expect(customer({ customer: "bob@x.test" })).toBe(other);
    expect(customer({ customer: "ann@x.test", customerId: last })).toBe(last);
    expect(customer({ customer: null })).toBeNull();
  });
});

test("snapshots take room, and give it back", () => {
  const { tables } = createMock({ world });
  let taken = 0;
  const size = { now: 5 };
  const room = {
    take: (bytes: number) => {
      taken += bytes;
    },
    give: (bytes: number) => {
      taken -= bytes;
    },
    growthOf: (snapshot: object) => sizes.get(snapshot) ?? sizes.set(snapshot, size.now).get(snapshot) ?? 0,
  };
  const sizes = new Map<object, number>();
  const snapshots = createSnapshots(tables, room);
  snapshots.save("a");
  size.now = 7;
  snapshots.save("b");
  expect(taken).toBe(12);
  snapshots.save("a");
  expect(taken).toBe(14);
  snapshots.remove("b");
  snapshots.remove("none");
  expect([taken, snapshots.list()]).toEqual([7, ["a"]]);
  size.now = 3;
  snapshots.put(
    new Map([
      ["c", tables.snapshot()],
      ["d", tables.snapshot()],
    ]),
  );
  expect([taken, snapshots.list(), [...snapshots.kept().keys()]]).toEqual([6, ["c", "d"], ["c", "d"]]);
});
