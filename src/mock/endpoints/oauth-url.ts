import type { Behaviour } from "../behaviour.ts";
import { tokenPath } from "../oauth.ts";

/** Says where tokens are given out: on this server. observed: a client asks for it, without authorization */
export const oauthUrl: Behaviour<"oauth-url"> = ({ login_type }, { origin }) => ({
  url: origin + tokenPath,
  login_type,
});
