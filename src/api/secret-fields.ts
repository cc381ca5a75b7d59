/** Fields whose value lets somebody in, in roles, requests and answers. `code` is one beside a customer account only. */
export const secretFields: readonly string[] = [
  "password",
  "new_password",
  "initial_password",
  "id_token",
  "code",
  "access_token",
  "refresh_token",
  "client_secret",
  "previous_secret",
  "shared_key",
  "sharedKey",
];
