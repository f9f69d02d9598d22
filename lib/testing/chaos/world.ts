// What the faults of the chaos run act on: a whole vault, a real server with the healthy connection and a peer,
// and the port of a second server that faults start and kill.

import { makeWorld } from "@/lib/testing/account-world";
import { type Claims, makeUser, type User } from "@/lib/testing/jwt";
import {
  closedPort,
  connectPeer,
  endServers,
  type RunningNatsServer,
  startServer,
} from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";
import { type Healthy, startHealthy } from "./healthy";

const QUICK_LAME_DUCK = 'lame_duck_grace_period: "1s"\nlame_duck_duration: "30s"';

export interface ChaosWorld {
  readonly rig: Rig;
  /** The server of the healthy connection. No fault touches it. */
  readonly home: RunningNatsServer;
  readonly healthy: Healthy;
  /** Publishes at the healthy server, for other sessions. */
  readonly peer: NatsConnection;
  newUser(claims?: Claims): User;
  /** Starts the second server. It has the same port each time, so a session finds it again. */
  startOther(): Promise<RunningNatsServer>;
  /** Connects new creds and subscribes to `subject`. The entry is forgotten when the fault is over. */
  openOther(address: string, subject?: string): Promise<string>;
  /** Runs when the fault and its checks are over, last one first. */
  defer(act: () => unknown): void;
  cleanUp(): Promise<void>;
  end(): Promise<void>;
}

export async function startChaosWorld(): Promise<ChaosWorld> {
  const { account, accountJwt, config } = makeWorld();
  const text = config(accountJwt());
  const newUser: ChaosWorld["newUser"] = (claims = {}) => makeUser({ account, claims });
  const home = await startServer(text);
  const otherPort = await closedPort();
  const rig = startRig();
  const healthy = await startHealthy(rig, home, newUser);
  const { jwt, key } = newUser();
  const peer = await connectPeer(home.wsUrl, { jwt, seed: key.seed });
  const deferred: (() => unknown)[] = [];
  const defer: ChaosWorld["defer"] = (act) => deferred.push(act);
  return {
    rig,
    home,
    healthy,
    peer,
    newUser,
    defer,
    async startOther() {
      const other = await startServer(`${text}\n${QUICK_LAME_DUCK}`, { wsPort: otherPort });
      defer(() => other.stop());
      return other;
    },
    async openOther(address, subject = "others.>") {
      const id = await rig.load(newUser().creds);
      defer(() => rig.client.call("forget", { id }));
      const { phase, outcome } = await rig.connect(id, address);
      if (phase !== "open") throw new Error(`another session is ${phase}, ${outcome}`);
      const reply = await rig.client.call("subscribe", { id, subject, queue: "", max: 0 });
      if (!reply.ok) throw new Error(`subscribe: ${reply.fault.code}`);
      return id;
    },
    async cleanUp() {
      for (const act of deferred.splice(0).reverse()) await act();
      keepLastState(rig, healthy.id);
    },
    async end() {
      healthy.end();
      await peer.close();
      await rig.close();
      await endServers();
    },
  };
}

/** Drops the events of what is over, so that a long run stays fast. */
function keepLastState({ events }: Rig, id: string): void {
  const last = events.findLast(
    (event) => event.kind === "sessionChanged" && event.session.id === id,
  );
  events.splice(0, events.length, ...(last ? [last] : []));
}
