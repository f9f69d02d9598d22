// What "nats.ws" means in the browser bundle (next.config.js). The package's entry is one file that also
// carries JetStream, KV, object store and services, which nothing can shake off: 22 of its 56 kB gzip,
// against a budget of 70 kB for the whole vault. So the same functions come from the modules that the
// package ships beside it (lib/, same version), and its JetStream modules are left out.

import { headers } from "../../../node_modules/nats.ws/lib/nats-base-client/headers.js";
import { nuid } from "../../../node_modules/nats.ws/lib/nats-base-client/nuid.js";
import { connect } from "../../../node_modules/nats.ws/lib/src/connect.js";

export { connect, headers, nuid };
