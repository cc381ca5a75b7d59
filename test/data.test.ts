import { Collection } from "@msw/data";
import { describe, expect, test } from "vitest";
import { type Mirror, mirror, worldFrom } from "../src/doors/data/index.ts";
import { type CollectionSchema, rowSchema } from "../src/doors/data/row-schema.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import type { Space } from "../src/mock/space/space.ts";
import { clientOf, inputOf } from "./calls.ts";

const licenseKey = "ACTV-PERP-KEYS-0001";

/** The rows that the collections show, by table and in the order of their ids. */
function rowsIn({ collections }: Mirror) {
  const all = Object.entries(collections) as [string, Collection<CollectionSchema<{ id: number }>>][];
  return Object.fromEntries(all.map(([name, collection]) => [name, byId(collection.all())]));
}

function rowsOf({ world }: Space, { collections }: Mirror) {
  return Object.fromEntries(Object.keys(collections).map((name) => [name, byId(world.table(name).all() as never)]));
}

function byId(rows: readonly { readonly id: number }[]): object[] {
  return rows.map((row) => ({ ...row })).sort((a, b) => a.id - b.id);
}

const call = (space: Space, endpoint: Parameters<typeof inputOf>[1], role: string, fields = {}) =>
  clientOf(space).call(endpoint, inputOf(space, endpoint, role, fields) as never);

/** A mirror with a team's own collection of projects, each for one license. */
async function projectsOf(mock: Mock) {
  const mirrored = await mirror(mock);
  const { licenses } = mirrored.collections;
  const license = licenses.findFirst((q) => q.where({ licenseKey }), { strict: true });
  type Project = { name: string; license?: typeof license };
  const projects = new Collection({ schema: rowSchema<Project>() });
  projects.defineRelations(({ one }) => ({ license: one(licenses) }));
  const project = await projects.create({ name: "Bridge", license });
  return { mirrored, licenses, projects, project, license };
}

describe("a mirror", () => {
  test("shows every row of every table as the world has it", async () => {
    const mock = createMock();
    const mirrored = await mirror(mock);
    expect(rowsIn(mirrored)).toEqual(rowsOf(mock, mirrored));
    expect(mirrored.collections.licenses.count()).toBe(mock.world.licenses.all().length);
  });

  test("shows what calls change, added and removed rows among it", async () => {
    const mock = createMock();
    const mirrored = await mirror(mock);
    const { devices, licenses, features, seats } = mirrored.collections;
    await call(mock, "activate-license", "activeKeyLicense", { hardware_id: "Laptop-77" });
    expect(devices.findFirst((q) => q.where({ hardwareId: "Laptop-77" }))).toMatchObject({ active: true });
    await call(mock, "add-consumption", "consumptionLicense", { consumptions: 3 });
    const { id } = mock.world.licenses.find({ licenseKey: "CONS-PLAI-KEYS-0001" }) ?? { id: 0 };
    expect(licenses.findFirst((q) => q.where({ id }))).toMatchObject({ consumption: { total: 13 } });
    await call(mock, "deactivate-license", "activeKeyLicense", { hardware_id: "Laptop-77" });
    expect(devices.findFirst((q) => q.where({ hardwareId: "Laptop-77" }))).toMatchObject({ active: false });
    await mirrored.settled();
    expect(rowsIn(mirrored)).toEqual(rowsOf(mock, mirrored));
    expect([features.count(), seats.count()]).toEqual([mock.tables.features.count(), mock.tables.seats.count()]);
  });

  test.each<[string, (mock: Mock) => unknown]>([
    [
      "a license is changed",
      ({ world }) => world.licenses.update(idOf(world.licenses, { licenseKey }), { orderStoreId: "x" }),
    ],
    ["a license is removed", ({ world }) => world.licenses.remove(idOf(world.licenses, { licenseKey }))],
    ["a field is taken away", ({ world }) => world.licenses.update(timeLimited(world), { maintainedUntil: null })],
    ["a product has another code", ({ world }) => world.products.update(first(world.products), { code: "renamed" })],
    ["a product is removed", ({ world }) => world.products.remove(idOf(world.products, { code: "key-app" }))],
    ["a company has another name", ({ world }) => world.companies.update(first(world.companies), { name: "Renamed" })],
    ["a user has another email", ({ world }) => world.users.update(first(world.users), { email: "new@x.test" })],
    [
      "a customer has another email",
      ({ world }) => world.customers.update(first(world.customers), { email: "n@x.test" }),
    ],
    ["a user is removed", ({ world }) => world.users.remove(first(world.users))],
    ["a feature has another code", ({ world }) => world.features.update(seatFeature(world), { code: "renamed" })],
    ["a device has another hardware id", ({ world }) => world.devices.update(holder(world), { hardwareId: "renamed" })],
    ["a device is removed", ({ world }) => world.devices.remove(holder(world))],
    [
      "a device tells variables",
      (mock) => call(mock, "track-device-variables", "activeKeyLicense", { variables: { a: "b" } }),
    ],
    ["a trial begins", (mock) => call(mock, "trial-key", "trialProduct")],
    ["the mock is reset", (mock) => call(mock, "activate-license", "activeKeyLicense").then(mock.reset)],
    ["the world is exchanged", (mock) => mock.world.replace(createMock().world.export())],
  ])("shows the world when %s", async (what, change) => {
    const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
    const mirrored = await mirror(mock);
    const before = rowsIn(mirrored);
    await change(mock);
    await mirrored.settled();
    expect(rowsIn(mirrored)).toEqual(rowsOf(mock, mirrored));
    if (!/reset|exchanged/.test(what)) expect(rowsIn(mirrored)).not.toEqual(before);
  });

  test("shows nothing of a change that was taken back", async () => {
    const mock = createMock();
    const mirrored = await mirror(mock);
    const before = rowsIn(mirrored);
    const license = mock.world.licenses.find({ licenseKey });
    expect(() => mock.world.licenses.add({ ...license, id: 5, product: "key-app", bundle: "none" })).toThrow("bundle");
    await mirrored.settled();
    expect(rowsIn(mirrored)).toEqual(before);
  });

  test("follows one space and no other", async () => {
    const mock = createMock();
    const space = mock.space("mine");
    const mirrored = await mirror(space);
    await call(mock, "activate-license", "activeKeyLicense", { hardware_id: "Laptop-of-main" });
    await call(space, "activate-license", "activeKeyLicense", { hardware_id: "Laptop-of-mine" });
    await mirrored.settled();
    const { devices } = mirrored.collections;
    expect(devices.findFirst((q) => q.where({ hardwareId: "Laptop-of-main" }))).toBeUndefined();
    expect(devices.findFirst((q) => q.where({ hardwareId: "Laptop-of-mine" }))).toBeDefined();
  });

  test("tells the library's listeners which fields changed", async () => {
    const mock = createMock();
    const { collections, settled } = await mirror(mock);
    const paths: string[] = [];
    collections.licenses.hooks.on("update", ({ data }) => void paths.push(data.path.join(".")));
    mock.world.licenses.update(idOf(mock.world.licenses, { licenseKey }), { enabled: false, maxActivations: 7 });
    await settled();
    expect(paths.sort()).toEqual(["enabled", "maxActivations"]);
  });

  test("says what a listener threw to who awaits it, and goes on", async () => {
    const mock = createMock();
    const { collections, settled } = await mirror(mock);
    const listener = new AbortController();
    const throwing = () => {
      throw new Error("the listener's own");
    };
    collections.licenses.hooks.on("update", throwing, { signal: listener.signal });
    const id = idOf(mock.world.licenses, { licenseKey });
    mock.world.licenses.update(id, { enabled: false });
    await expect(settled()).rejects.toThrow("the listener's own");
    listener.abort();
    mock.world.licenses.update(id, { maxActivations: 8 });
    await settled();
    expect(collections.licenses.findFirst((q) => q.where({ id }))).toMatchObject({ enabled: false, maxActivations: 8 });
  });

  test("ends when told to, and leaves its collections to whoever has them", async () => {
    const mock = createMock();
    const { collections, settled, stop } = await mirror(mock);
    stop();
    await call(mock, "activate-license", "activeKeyLicense", { hardware_id: "Laptop-77" });
    await settled();
    expect(collections.devices.findFirst((q) => q.where({ hardwareId: "Laptop-77" }))).toBeUndefined();
    collections.devices.clear();
    await collections.companies.create({ id: 7, name: "Ours" });
    expect(collections.companies.findFirst((q) => q.where({ id: 7 }))).toMatchObject({ name: "Ours" });
  });
});

describe("relations of a team's own collection", () => {
  test("lead to the license as it is now", async () => {
    const mock = createMock();
    const { mirrored, project, projects, license } = await projectsOf(mock);
    expect(project.license).toMatchObject({ licenseKey, enabled: true });
    mock.world.licenses.update(license.id, { enabled: false });
    await mirrored.settled();
    expect(project.license).toMatchObject({ licenseKey, enabled: false });
    expect(projects.findMany((q) => q.where({ license: { enabled: false } }))).toHaveLength(1);
  });

  test("let go of a license that is removed", async () => {
    const mock = createMock();
    const { mirrored, project, license } = await projectsOf(mock);
    mock.world.licenses.remove(license.id);
    await mirrored.settled();
    expect(project.license).toBeUndefined();
  });

  test("may be to many licenses, and back from a license to its project", async () => {
    const mock = createMock();
    const { mirrored, licenses, license } = await projectsOf(mock);
    type Owner = { name: string; licenses: unknown[] };
    const owners = new Collection({ schema: rowSchema<Owner>() });
    owners.defineRelations(({ many }) => ({ licenses: many(licenses) }));
    licenses.defineRelations(({ one }) => ({ owner: one(owners) }) as never);
    const owner = await owners.create({
      name: "Ada",
      licenses: licenses.findMany((q) => q.where({ product: "key-app" })),
    });
    expect(owner.licenses.length).toBeGreaterThan(3);
    mock.world.licenses.update(license.id, { maxActivations: 9 });
    await mirrored.settled();
    expect(owner.licenses).toContainEqual(expect.objectContaining({ licenseKey, maxActivations: 9 }));
    expect(mock.world.licenses.get(license.id)).not.toHaveProperty("owner");
  });
});

describe("writing to a mirrored collection", () => {
  const refusal = (method: string) =>
    `licenses.${method}: found a change of a collection that mirrors a mock's world, expected one of the world itself, through mock.world.licenses`;
  const all = <Q>(query: { where(condition: object): Q }) => query.where({});

  test.each<[string, (licenses: Mirror["collections"]["licenses"]) => unknown]>([
    ["create", (licenses) => licenses.create({ id: 1, product: "key-app" })],
    ["createMany", (licenses) => licenses.createMany(2, (id) => ({ id, product: "key-app" }))],
    ["update", (licenses) => licenses.update(all, { data: () => {} })],
    ["updateMany", (licenses) => licenses.updateMany(all, { data: () => {} })],
    ["delete", (licenses) => licenses.delete(all)],
    ["deleteMany", (licenses) => licenses.deleteMany(all)],
    ["clear", (licenses) => licenses.clear()],
  ])("by %s is refused", async (method, write) => {
    const mock = createMock();
    const mirrored = await mirror(mock);
    expect(() => write(mirrored.collections.licenses)).toThrow(refusal(method));
    expect(rowsIn(mirrored)).toEqual(rowsOf(mock, mirrored));
  });

  test("through a relation is refused", async () => {
    const { projects, project, license } = await projectsOf(createMock());
    const write = projects.update(project, {
      data: (draft) => {
        if (draft.license) draft.license.enabled = false;
      },
    });
    await expect(write).rejects.toThrow(refusal("updateMany"));
    expect(license).toMatchObject({ enabled: true });
  });
});

describe("a world from collections", () => {
  test("of a mirror answers as the mirrored mock does", async () => {
    const mock = createMock();
    await call(mock, "activate-license", "activeKeyLicense", { hardware_id: "Laptop-77" });
    const mirrored = await mirror(mock);
    const other = createMock({ world: worldFrom(mirrored.collections) });
    const again = await mirror(other);
    expect(rowsIn(again)).toEqual(rowsIn(mirrored));
    const license = { product: "key-app", license_key: licenseKey, hardware_id: "Laptop-77" };
    expect(await clientOf(other).call("check-license", license)).toMatchObject({ license_enabled: true });
  });

  test("of a team's own has the default company and key, and its devices and seats where they belong", async () => {
    const own = {
      products: await collectionOf([{ code: "ours" }]),
      licenses: await collectionOf([{ id: 11, product: "ours", licenseKey: "OURS-1", maxActivations: 4 }]),
      features: await collectionOf([{ license: 11, code: "export" }]),
      devices: await collectionOf([{ license: 11, hardwareId: "Laptop-1" }]),
      seats: await collectionOf([{ license: 11, device: "Laptop-1" }]),
    };
    const mock = createMock({ world: worldFrom(own) });
    expect(mock.credentials).toEqual(createMock().credentials);
    expect(mock.world.licenses.get(11)).toMatchObject({
      features: [{ code: "export" }],
      devices: [{ hardwareId: "Laptop-1", seats: [{}] }],
    });
  });

  test("leaves out relations", async () => {
    const { mirrored, projects, licenses } = await projectsOf(createMock());
    licenses.defineRelations(({ many }) => ({ projects: many(projects) }) as never);
    expect(JSON.stringify(worldFrom(mirrored.collections))).not.toContain("Bridge");
  });

  test.each<[string, Record<string, object[]>, string]>([
    [
      "licences",
      { licences: [] },
      'worldFrom: found the collection "licences", expected one of a world\'s tables, did you mean licenses?',
    ],
    ["no products", { licenses: [] }, "products"],
    ["a field that there is not", { products: [{ code: "a", colour: "red" }], licenses: [] }, "/products/0/colour"],
    [
      "a device of no license",
      { products: [], licenses: [], devices: [{ license: 3 }] },
      "devices[0].license: found 3, expected the id of a license in `licenses`",
    ],
    [
      "a seat of no device",
      { products: [], licenses: [{ id: 3 }], seats: [{ license: 3 }] },
      "seats[0].device: found nothing, expected the hardware id of a device of this license",
    ],
  ])("says so where it finds %s", async (_what, rows, message) => {
    const made = Object.entries(rows).map(async ([name, list]) => [name, await collectionOf(list)]);
    const collections = Object.fromEntries(await Promise.all(made));
    expect(() => worldFrom(collections)).toThrow(message);
  });
});

async function collectionOf(rows: readonly object[]) {
  const collection = new Collection({ schema: rowSchema<object>() });
  for (const row of rows) await collection.create(row);
  return collection;
}

type World = Mock["world"];

function idOf<R>({ find }: { find(fields: R): { readonly id: number } | undefined }, fields: R): number {
  const row = find(fields);
  if (!row) throw new Error(`no row has ${JSON.stringify(fields)}`);
  return row.id;
}

const first = ({ all }: { all(): { readonly id: number }[] }) => all()[0]?.id ?? 0;
const timeLimited = ({ licenses }: World) => licenses.all().find((row) => row.maintainedUntil)?.id ?? 0;
const seatOfFeature = ({ seats }: World) => seats.all().find((seat) => seat.feature);
const holder = ({ devices, seats }: World) => idOf(devices, { hardwareId: seats.all()[0]?.device as string });
const seatFeature = (world: World) => {
  const seat = seatOfFeature(world);
  return idOf(world.features, { license: seat?.license as number, code: seat?.feature as string });
};
