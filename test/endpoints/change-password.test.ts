import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const change = (mock: Mock, role: string, new_password: string) =>
  clientOf(mock).call("change-password", inputOf(mock, "change-password", role, { new_password }));
const activate = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("activate-license", inputOf(mock, "activate-license", role, fields));

test("the new password activates, the old one no more", async () => {
  const mock = createMock();
  await change(mock, "unactivatedUserLicense", "Changed-1");
  expect(await outcomeOf(activate(mock, "unactivatedUserLicense"))).toBe("authentication_failure");
  const license = await activate(mock, "unactivatedUserLicense", { password: "Changed-1" });
  expect(license.user).toMatchObject({ is_initial_password: false });
});

test("a first password shows until it is changed", async () => {
  const mock = createMock();
  const frances = async () => {
    const input = inputOf(mock, "customer-license-users", "customer");
    return (await clientOf(mock).call("customer-license-users", input)).users[0];
  };
  expect(await frances()).toMatchObject({ initial_password: "Initial-Frances", is_initial_password: true });
  const input = { username: "frances@customer.test", password: "Initial-Frances", new_password: "Frances-1932" };
  await clientOf(mock).call("change-password", input);
  expect(await frances()).toMatchObject({ initial_password: "", is_initial_password: false });
});

test("a reset brings the old password back", async () => {
  const mock = createMock();
  await change(mock, "activeUserLicense", "Changed-1");
  mock.reset();
  expect(await outcomeOf(activate(mock, "activeUserLicense"))).toBe("ok");
});

test("a key that may only read changes none", async () => {
  const mock = createMock();
  const input = inputOf(mock, "change-password", "activeUserLicense", { new_password: "Changed-1" });
  expect(await outcomeOf(clientOf(mock, "readOnlyKey").call("change-password", input))).toBe("read_only_api_key");
  expect(await outcomeOf(activate(mock, "activeUserLicense"))).toBe("ok");
});

test("the answer is a bare text, without quotes", async () => {
  const mock = createMock({ auth: "off" });
  const body = JSON.stringify(inputOf(mock, "change-password", "activeUserLicense", { new_password: "Changed-1" }));
  const response = await mock.fetch("https://x.test/api/v4/change_password", { method: "POST", body });
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await response.text()).toBe("password_changed");
});
