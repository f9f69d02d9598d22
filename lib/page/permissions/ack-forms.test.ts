// Acknowledgements with and without the flag js_ack_fc_v2, on real servers: what the ready-made need asks for is what
// the server sends back to, and rules for the usual form alone do not reach the other one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  testedServers,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, startRig } from "@/lib/testing/vault-rig";
import type { NatsConnection } from "../../../scripts/sandbox/client.mjs";
import { answerNeed } from "./need-answer";
import { defaultValues, partsOf } from "./needs";
import { rulesOf } from "./rule-set";
import { serverModel } from "./versions/server-model";

const NAMES = { account: "APP", user: "u", signingKey: "" };
const values = defaultValues("_INBOX");

const rig = startRig();
const dir = mkdtempSync(path.join(tmpdir(), "credence-acks-"));
afterAll(async () => {
  await rig.close();
  await endServers();
  rmSync(dir, { recursive: true, force: true });
});

const setups = (await testedServers()).flatMap((on) =>
  (serverModel(on.version).hasAckFlag ? [false, true] : [false]).map((hasFlag) => ({
    ...{ on, hasFlag, name: `${on.version}${hasFlag ? ", with the flag" : ""}` },
  })),
);

describe.each(setups)("acknowledging on $name", ({ on, hasFlag, name }) => {
  const model = serverModel(on.version);
  const world = makeWorld({ limits: identities.jetStreamLimits });
  let wsUrl = "";
  let peer: NatsConnection;
  /** Where a fetched message wants its acknowledgement. */
  let replyTo = "";

  beforeAll(async () => {
    const { config, account } = await world;
    const flag = hasFlag ? "feature_flags { js_ack_fc_v2: true }\n" : "";
    const store = `jetstream { store_dir: ${JSON.stringify(path.join(dir, name))} }`;
    ({ wsUrl } = await startServer(`${flag}${config()}\n${store}`, { on }));
    peer = await connectPeer(wsUrl, await identities.makeUser({ name: "p", account }));
    const manager = await peer.jetstreamManager({ timeout: 60_000 });
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    await manager.consumers.add("ORDERS", { durable_name: "worker" });
    await peer.jetstream().publish("orders.new");
    // The message keeps its own subject, so a request would not know it for an answer.
    peer.subscribe("_INBOX.next", {
      callback: (_, message) => {
        replyTo = message.reply ?? "";
      },
    });
    const next = "$JS.API.CONSUMER.MSG.NEXT.ORDERS.worker";
    peer.publish(next, bytesOf(""), { reply: "_INBOX.next" });
    await until(() => replyTo !== "", "the message");
  });
  afterAll(() => peer.close());

  /** The need's answer for these publish rules, and whether the server takes the acknowledgement. */
  async function judge(allow: readonly string[]) {
    const { account } = await world;
    const claims = { pub: { allow: [...allow, "$SYS.REQ.USER.INFO"] } };
    const id = await rig.load((await identities.makeUser({ name: "u", account, claims })).creds);
    await rig.connect(id, wsUrl);
    const payload = bytesOf("+ACK");
    const tried = await rig.client.call("tryPublish", {
      ...{ id, subject: replyTo, payload, isTraceOnly: false },
    });
    if (!tried.ok) throw new Error(tried.fault.code);
    await rig.client.call("forget", { id });
    const permissions = {
      publish: { allow, deny: null },
      subscribe: { allow: null, deny: null },
      responses: null,
    };
    const rules = { ...rulesOf(permissions), model };
    return { answer: answerNeed(rules, "consume", values, NAMES), isTaken: tried.value.isAllowed };
  }

  it("goes where the need says", async () => {
    expect(replyTo.startsWith("$JS.ACK.ORDERS.worker.")).toBe(!hasFlag);
    const parts = partsOf("consume", values, model);
    const publishes = parts.filter(({ action }) => action === "publish").map(({ rule }) => rule);
    const { answer, isTaken } = await judge(publishes);
    expect(answer.verdict).toBe("yes");
    expect(isTaken).toBe(true);
  });

  it("needs another rule with the flag, which the need names", async () => {
    const parts = partsOf("consume", values, { hasAckFlag: false });
    const publishes = parts.filter(({ action }) => action === "publish").map(({ rule }) => rule);
    const { answer, isTaken } = await judge(publishes);
    expect(isTaken).toBe(!hasFlag);
    expect(answer.verdict).toBe(model.hasAckFlag ? "partly" : "yes");
    expect(answer.sentence.includes("js_ack_fc_v2")).toBe(model.hasAckFlag);
    if (model.hasAckFlag)
      expect(answer.fix?.lines.join("\n")).toContain("$JS.ACK.*.*.ORDERS.worker.>");
  });
});
