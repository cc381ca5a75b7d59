import { ApiError } from "../../api/errors.ts";
import { refuseCall } from "../pipeline.ts";
import type { ApiRequest, ApiResponse } from "../request.ts";
import { spaceOfSignOn } from "../sign-on/sign-on.ts";
import { credentialOf, hasCredential } from "./credential.ts";
import type { OwnedSpace } from "./space.ts";
import { mainName } from "./space.ts";
import { explainUnknownSpace, type Spaces } from "./spaces.ts";

/** Header by which a call names its space. */
const spaceHeader = "x-mock-space";

/** Where calls go. */
export interface Routing {
  readonly main: OwnedSpace;
  readonly spaces: Spaces;
  /** Whether the main space takes no calls. */
  readonly requireSpace: boolean;
}

/**
 * Answers a call in its space: the one that its header or, for a page, its query names, else the one that has its API key, its access token or
 * its OAuth client, else the main one.
 */
export function answerInSpace(request: ApiRequest, routing: Routing): Promise<ApiResponse> {
  const { main, spaces, requireSpace } = routing;
  const named = request.headers(spaceHeader) ?? spaceOfSignOn(request);
  if (named === undefined && !requireSpace && spaces.count() === 0) return main.space.handle(request);
  const found = named === undefined ? (ownerOf(request, routing) ?? main) : spaceOf(named, routing);
  if (!found) return refuseCall(request, unknownSpace(named as string, spaces, request), main.state);
  if (found === main && requireSpace) return refuseCall(request, spaceRequired(), main.state);
  return found.space.handle(request);
}

function spaceOf(name: string, { main, spaces }: Routing): OwnedSpace | undefined {
  return name === mainName ? main : spaces.get(name);
}

function ownerOf(request: ApiRequest, { main, spaces }: Routing): OwnedSpace | undefined {
  const credential = credentialOf(request);
  if (!credential || hasCredential(main.space.tables, credential)) return main;
  return spaces.ownerOf(credential);
}

function unknownSpace(name: string, spaces: Spaces, { isStranger }: ApiRequest): ApiError {
  const names = isStranger?.() ? undefined : [mainName, ...spaces.names()];
  return new ApiError("validation_error", { detail: "X-Mock-Space", explanation: explainUnknownSpace(name, names) });
}

function spaceRequired(): ApiError {
  return new ApiError("invalid_api_key", {
    explanation:
      "this call is of no space, and the main one takes none (option requireSpace): make a space with mock.space(name), " +
      "then use its credentials or send X-Mock-Space with its name",
  });
}
