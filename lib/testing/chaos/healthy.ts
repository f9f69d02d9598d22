// The one connection that no fault of the chaos run touches. Another process publishes numbered messages to it
// all the time. After each fault it must have lost nothing.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { User } from "@/lib/testing/jwt";
import type { RunningNatsServer } from "@/lib/testing/real-server";
import type { Rig } from "@/lib/testing/vault-rig";
import { type NumberReader, readNumbers } from "./number-reader";

const PUBLISHER = fileURLToPath(new URL("./numbers.mjs", import.meta.url));
const SUBJECT = "healthy.numbers";

export interface Healthy {
  readonly id: string;
  readonly reader: NumberReader;
  /** Throws unless the connection is the first one, open, and has every confirmed message. */
  check(): Promise<void>;
  end(): void;
}

/** On a starved machine the vault does not run for seconds, and says so. Whether a message was lost is counted. */
const EXPECTED: readonly string[] = ["session/connected", "flow/suspended"];

export async function startHealthy(
  rig: Rig,
  server: RunningNatsServer,
  newUser: () => User,
): Promise<Healthy> {
  const id = await rig.load(newUser().creds);
  const { phase } = await rig.connect(id, server.wsUrl);
  if (phase !== "open") throw new Error(`the healthy connection is ${phase}`);
  await rig.client.call("subscribe", { id, subject: SUBJECT, queue: "", max: 0 });

  const publisher = fork(PUBLISHER);
  const { jwt, key } = newUser();
  publisher.send({ url: server.wsUrl, user: { jwt, seed: key.seed }, subject: SUBJECT });
  await once(publisher, "message");

  const reader = readNumbers(rig, id);
  return {
    id,
    reader,
    async check() {
      publisher.send("confirm");
      const [confirmed] = await once(publisher, "message");
      await reader.check(confirmed);
      const state = rig.session(id);
      if (state?.phase !== "open" || state.end !== null || state.attempt?.number !== 1) {
        throw new Error(`the healthy connection is not the first one: ${JSON.stringify(state)}`);
      }
      const codes = (await rig.notices(id)).map(({ code }) => code);
      const odd = codes.filter((code) => !EXPECTED.includes(code));
      if (odd.length > 0) throw new Error(`notices in the healthy log: ${odd.join(", ")}`);
    },
    end: () => publisher.disconnect(),
  };
}
