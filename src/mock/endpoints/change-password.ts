import { ApiError } from "../../api/errors.ts";
import type { Behaviour } from "../behaviour.ts";
import { userByName } from "../rules/any-case.ts";
import { maySeeUser } from "../rules/scope.ts";
import type { CompanyRecord } from "../world/records.ts";

/**
 * Changes the password of a license user, who has no initial password from then on.
 *
 * @throws change_password_not_allowed, authentication_failure, license_not_found (outside a token's scope).
 * documented: change password (from authentication_failure on: assumed)
 */
export const changePassword: Behaviour<"change-password"> = (input, context) => {
  const { world, caller } = context;
  const company = world.companies.get(caller.companyId) as CompanyRecord;
  if (!company.passwordChange) throw new ApiError("change_password_not_allowed");
  const user = userByName(input.username, context);
  if (user?.password !== input.password) throw new ApiError("authentication_failure");
  if (!maySeeUser(user, context)) throw new ApiError("license_not_found");
  context.because`the password of ${user.email} was right`;
  world.users.update(user, { password: input.new_password, isInitialPassword: false });
  return "password_changed";
};
