import { connect } from "nats.ws";
import { fromPublic, fromSeed } from "nkeys.js";

self.onmessage = async (e) => {
  fromSeed(e.data);
  fromPublic("");
  await connect({});
};
