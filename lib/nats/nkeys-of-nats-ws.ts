// What "nkeys.js" means in the browser bundle (next.config.js): the build that nats.ws requires too, by
// its path, so that the vault does not carry the key code twice.

import * as nkeys from "../../node_modules/nkeys.js/lib/index.js";

export const { encode, fromPublic, fromSeed } = nkeys;
