// What "nkeys.js" means in the browser bundle (next.config.js): the copy of nkeys.js 1.1.0 that
// nats.ws has inside, so that the vault does not carry the key code twice.
import { nkeys } from "nats.ws";

export const { fromPublic, fromSeed } = nkeys;
