import { describe, expect, test } from "vitest";
import { createMock } from "../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";

describe("a fault that is wrong is refused", () => {
  test.each<[unknown, string]>([
    [{ kind: "delai", ms: 5 }, 'fault/kind: there is no kind "delai", did you mean delay?'],
    [undefined, "fault/kind: there is no kind undefined, expected one of error, too-many-requests"],
    [{ kind: "delay" }, "fault/ms: is missing, found nothing"],
    [{ kind: "delay", ms: 600_001 }, "fault/ms: must not be above 600000, found 600001"],
    [{ kind: "bad-gateway", ms: 5 }, "fault/ms: is not documented, found 5"],
    [
      { kind: "bad-gateway", endpoint: "chek-license" },
      'fault/endpoint: there is no endpoint "chek-license", did you mean check-license?',
    ],
    [
      { kind: "error", code: "licence_expired" },
      'fault/code: there is no code "licence_expired", did you mean license_expired?',
    ],
    [
      { kind: "error", code: "trial_expired", endpoint: "check-license" },
      "fault/code: check-license never answers trial_expired, expected one of",
    ],
    [{ kind: "html-page", status: 204 }, "fault/status: found 204, which comes without a body"],
    [{ kind: "redirect" }, "fault/location: is missing, found nothing"],
    [{ kind: "redirect", location: "/login" }, 'fault/location: found "/login", expected an absolute address like'],
    [
      { kind: "redirect", location: "https://x.test/a b" },
      "expected an absolute address like https://portal.test/login",
    ],
    [
      { kind: "redirect", location: "https://x.test", status: 304 },
      "fault/status: must be one of 301 or 302 or 303 or 307 or 308, found 304",
    ],
    [{ kind: "replay", call: 0 }, "fault/call: must not be below 1, found 0"],
    [{ kind: "answer-of" }, "fault/of: is missing, found nothing"],
    [{ kind: "answer-of", of: {} }, "fault/of: must not be empty, found {}"],
    [{ kind: "answer-of", of: { licence: "X" } }, 'fault/of/licence: is not documented, found "X"'],
    [
      { kind: "answer-of", of: { endpoint: "chek-license" } },
      'fault/of/endpoint: there is no endpoint "chek-license", did you mean check-license?',
    ],
    [
      { kind: "answer-of", of: { endpoint: "check-license", input: { licence_key: "X" } } },
      "fault/of/input/licence_key: check-license takes no such field, did you mean license_key?",
    ],
    [
      { kind: "answer-of", of: { input: { hardwareid: "X" } } },
      "fault/of/input/hardwareid: no endpoint takes such a field, did you mean hardware_id?",
    ],
    [{ kind: "large-body" }, "fault/bytes: is missing, found nothing"],
    [{ kind: "large-body", bytes: 67_108_865 }, "fault/bytes: must not be above 67108864, found 67108865"],
    [{ kind: "large-body", bytes: 1, compressed: "yes" }, 'fault/compressed: must be boolean, found "yes"'],
    [{ kind: "deep-body", depth: 0 }, "fault/depth: must not be below 1, found 0"],
    [{ kind: "deep-body", depth: 1_000_001 }, "fault/depth: must not be above 1000000, found 1000001"],
    [{ kind: "other-header-case", style: "title" }, 'fault/style: must be one of lower or upper, found "title"'],
    [
      { kind: "too-many-requests", retryAfterSeconds: 1, retryAfterForm: "http" },
      'fault/retryAfterForm: must be one of seconds or date, found "http"',
    ],
    [
      { kind: "service-unavailable", retryAfterForm: "date" },
      "fault/retryAfterSeconds: is missing beside retryAfterForm, expected a number of seconds",
    ],
    [{ kind: "repeated-signature", bytes: 5 }, "fault/bytes: is not documented, found 5"],
    [{ kind: "bad-gateway", probability: 2 }, "fault/probability: must not be above 1, found 2"],
    [{ kind: "bad-gateway", when: "always" }, "fault/when: must be a function"],
  ])("with its place: %j", (spec, message) => {
    expect(() => createMock().faults.add(spec as never)).toThrow(message);
  });

  test("but a code that nothing natural provokes is fine", async () => {
    const mock = createMock();
    mock.faults.add({ kind: "error", code: "internal_error", endpoint: "check-license" });
    const call = clientOf(mock).call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
    expect(await outcomeOf(call)).toBe("internal_error");
  });
});
