export { connectMock } from "./connect-mock.ts";
export type {
  AnySpace,
  Awaitable,
  Remote,
  RemoteControls,
  RemoteFaults,
  RemoteMock,
  RemoteSpace,
  RemoteTweak,
  RemoteTweaks,
  RemoteWorld,
} from "./remote.ts";
export type { ConnectOptions, ControlRequestError } from "./send.ts";
