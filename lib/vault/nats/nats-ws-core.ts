// Replaces "nats.ws" in the browser bundle (next.config.js). The entry of the package is one file that also
// has JetStream, KV, object store and services, which no bundler can remove: 22 of its 56 kB gzip, against a
// budget of 70 kB for the whole vault. So the same functions come from the modules that the package ships
// beside its entry (lib/, same version), without the JetStream modules.

import { headers } from "../../../node_modules/nats.ws/lib/nats-base-client/headers.js";
import { nuid } from "../../../node_modules/nats.ws/lib/nats-base-client/nuid.js";
import { connect } from "../../../node_modules/nats.ws/lib/src/connect.js";

// nats.ws prints what it cannot read, with subjects in it, and has no option against that. The socket lets it see
// nothing of the kind (wire-scanner.ts), and here it has no console either. Nothing else in the vault prints.
for (const method of ["log", "info", "error", "trace"] as const) console[method] = () => {};

export { connect, headers, nuid };
