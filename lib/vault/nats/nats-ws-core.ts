// Replaces "nats.ws" in the browser bundle (next.config.js). The entry of the package is one file that also
// has JetStream, KV, object store and services, which no bundler can remove: 22 of its 56 kB gzip, against a
// budget of 70 kB for the whole vault. So the same functions come from the modules that the package ships
// beside its entry (lib/, same version), without the JetStream modules.

import { headers } from "../../../node_modules/nats.ws/lib/nats-base-client/headers.js";
import { nuid } from "../../../node_modules/nats.ws/lib/nats-base-client/nuid.js";
import { connect } from "../../../node_modules/nats.ws/lib/src/connect.js";

export { connect, headers, nuid };
