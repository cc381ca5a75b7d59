import { letsPass, onlySays, takes } from "./behaves.ts";
import { anew, type Fields, isTo, readCall } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { readReply, signed, succeedsWith, toResponse } from "./reply.ts";

/** Breakages of seats: of licenses, of features, borrowed or not. */
export const seatMutants: readonly WrittenMutant[] = [
  {
    id: "release-without-effect",
    about: "a seat that is given back stays taken",
    expects: ["floating/release/ok-frees", "floating/borrow/ok-and-release"],
    apply: onlySays("floating/release", ""),
  },
  {
    id: "feature-release-without-effect",
    about: "a seat of a feature that is given back stays taken",
    expects: ["floating/feature_release/ok*", "floating/feature_borrow/ok*"],
    apply: onlySays("floating/feature_release", "", ({ input }) => input.feature === "borrowable"),
  },
  {
    id: "seat-not-taken",
    about: "a check takes no seat",
    expects: ["check_license/ok-floating"],
    apply: succeedsWith("check_license", (license: Fields) => ({
      ...license,
      ...("floating_in_use_devices" in license && { floating_in_use_devices: 0 }),
    })),
  },
  {
    id: "seat-given-back-at-once",
    about: "a check counts a seat and keeps none",
    expects: ["check_license/floating_not_available-held"],
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const response = await fetch(anew(call));
      if (call.endpoint === "check_license" && response.status === 200) await fetch(released(request, call.input));
      return response;
    },
  },
  {
    id: "feature-seat-not-counted",
    about: "a check of a feature takes no seat",
    expects: ["check_license_feature/ok-floating"],
    apply: succeedsWith("check_license_feature", (feature: Fields) => ({
      ...feature,
      ...("floating_in_use_devices" in feature && { floating_in_use_devices: 0 }),
    })),
  },
  {
    id: "expired-takes-seat",
    about: "an expired floating license takes a seat",
    expects: ["check_license/ok-expired-floating"],
    apply: succeedsWith("check_license", (license: Fields) => ({
      ...license,
      ...("floating_in_use_devices" in license && { floating_in_use_devices: 1 }),
    })),
  },
  {
    id: "seat-leaks-on-deactivation",
    about: "letting a device go does not free its seat",
    expects: ["deactivate_license/ok-frees-seat"],
    apply: (fetch) => {
      const leaked = new Map<unknown, number>();
      return async (request) => {
        const call = await readCall(request);
        const { license_key: key } = call.input;
        const reply = await readReply(await fetch(anew(call)));
        if (reply.status === 200 && isTo(call, "deactivate_license")) leaked.set(key, (leaked.get(key) ?? 0) + 1);
        if (reply.status !== 200 || !isTo(call, "activate_license") || !reply.text.includes('"floating_in_use"'))
          return toResponse(reply);
        const body = JSON.parse(reply.text);
        const seats = body.floating_in_use + (leaked.get(key) ?? 0);
        return signed({
          ...reply,
          text: JSON.stringify({ ...body, floating_in_use: seats, floating_in_use_devices: seats }),
        });
      };
    },
  },
  {
    id: "activation-takes-seat",
    about: "an activation takes a seat",
    expects: ["activate_license/ok-floating"],
    apply: succeedsWith("activate_license", (license: Fields) => ({
      ...license,
      ...("floating_in_use" in license && { floating_in_use: 1, floating_in_use_devices: 1 }),
    })),
  },
  {
    id: "more-seats-than-there-are",
    about: "a license without a free seat is given to one more device",
    expects: ["check_license/floating_not_available"],
    apply: letsPass("check_license", "floating_not_available", (call) =>
      anew(call, { input: { ...call.input, license_key: "FLOA-FREE-KEYS-0001" } }),
    ),
  },
  {
    id: "borrowed-seat-given-away",
    about: "a seat that one device has borrowed is given to another",
    expects: ["floating/borrow/ok-and-release"],
    apply: letsPass("check_license", "floating_not_available", (call) => {
      return anew(call, {
        input: {
          ...call.input,
          license_key:
            call.input.license_key === "BORR-LICE-KEYS-0001" ? "FLOA-FREE-KEYS-0001" : call.input.license_key,
          hardware_id: "Laptop-1",
        },
      });
    }),
  },
  {
    id: "borrowed-feature-given-away",
    about: "a feature's seat that one device has borrowed is given to another",
    expects: ["floating/feature_borrow/ok-and-release", "floating/feature_borrow/floating_not_available*"],
    apply: letsPass("check_license_feature", "floating_not_available", (call) =>
      anew(call, { input: { ...call.input, feature: "fixed" } }),
    ),
  },
  {
    id: "borrowed-again",
    about: "the last seat, borrowed by one device, is borrowed by another",
    expects: ["floating/borrow/floating_not_available"],
    apply: letsPass("floating/borrow", "floating_not_available", (call) =>
      anew(call, { input: { ...call.input, license_key: "BORR-LICE-KEYS-0001" } }),
    ),
  },
  {
    id: "borrow-end-ignored",
    about: "every borrowing lasts as long as is allowed, whatever end is asked for",
    expects: ["floating/borrow/ok-until*"],
    apply: takes("floating/borrow", (input) => {
      const end = Date.parse(String(input.borrowed_until));
      return end > Date.now() && end < Date.now() + 48 * 3_600_000 ? { ...input, borrowed_until: null } : undefined;
    }),
  },
  {
    id: "feature-borrow-end-ignored",
    about: "every borrowing of a feature lasts as long as is allowed, whatever end is asked for",
    expects: ["floating/feature_borrow/ok-until*"],
    apply: takes("floating/feature_borrow", (input) => {
      const end = Date.parse(String(input.borrowed_until));
      return end > Date.now() && end < Date.now() + 24 * 3_600_000 ? { ...input, borrowed_until: null } : undefined;
    }),
  },
  {
    id: "wrong-borrow-end",
    about: "an end of a borrowing that is past or no date is taken for none",
    expects: ["floating/borrow/borrow_until_not_valid*"],
    apply: takes("floating/borrow", (input) => ({ ...input, borrowed_until: null })),
  },
  {
    id: "borrow-says-other-end",
    about: "a check tells another end of a borrowing than the borrowing did",
    expects: ["floating/borrow/ok*"],
    apply: succeedsWith("check_license", (license: Fields) => ({
      ...license,
      ...(license.is_borrowed === true && { borrowed_until: "2099-01-01T00:00:00.000Z" }),
    })),
  },
  {
    id: "any-license-borrowed",
    about: "a license that cannot be borrowed is borrowed",
    expects: ["floating/borrow/license_borrow_not_allowed"],
    apply: letsPass("floating/borrow", "license_borrow_not_allowed", (call) =>
      anew(call, { input: { ...call.input, license_key: "BORR-LICE-KEYS-0001" } }),
    ),
  },
];

function released({ url, headers }: Request, { product, license_key, username, hardware_id }: Fields): Request {
  const body = JSON.stringify({ product, license_key, username, hardware_id });
  return new Request(new URL("/api/v4/floating/release", url), { method: "POST", headers, body });
}
