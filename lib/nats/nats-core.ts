// The part of nats.ws that the vault uses, and the only place that imports it. Its package entry is one
// file that also carries JetStream, KV, object store and services, which nothing can shake off:
// 22 of its 56 kB gzip, against a budget of 70 kB for the whole vault. So the protocol engine is
// imported from the modules that the package ships beside it (lib/, same version, same types).

export type {
  ConnectionOptions,
  Msg,
  MsgHdrs,
  Subscription,
} from "../../node_modules/nats.ws/lib/nats-base-client/core.js";
// biome-ignore lint/performance/noBarrelFile: the one door to the package, kept in one place.
export { headers } from "../../node_modules/nats.ws/lib/nats-base-client/headers.js";
export { nuid } from "../../node_modules/nats.ws/lib/nats-base-client/nuid.js";
export { parseOptions } from "../../node_modules/nats.ws/lib/nats-base-client/options.js";
export {
  ProtocolHandler,
  SubscriptionImpl,
} from "../../node_modules/nats.ws/lib/nats-base-client/protocol.js";
export {
  setTransportFactory,
  type Transport,
} from "../../node_modules/nats.ws/lib/nats-base-client/transport.js";

/** Said in CONNECT, as nats.ws does itself. */
export const NATS_WS_VERSION = "1.30.3";
