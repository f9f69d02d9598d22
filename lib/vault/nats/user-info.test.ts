import { afterAll, describe, expect, it } from "vitest";
import { startHostileServer } from "@/lib/testing/hostile-server";
import { makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import "@/lib/testing/real-server";
import { bytesOf, startRig } from "@/lib/testing/vault-rig";
import { readUserInfo } from "./user-info";

const reply = (server: string, data: Record<string, unknown> = {}) => ({
  server: { name: "s", id: server, ver: "2.11.6", time: new Date().toISOString() },
  data: { user: "UA", account: "AA", ...data },
});
const read = (value: unknown, serverId = "N_MINE") =>
  readUserInfo(bytesOf(JSON.stringify(value)), 2, serverId);

describe("the reply to $SYS.REQ.USER.INFO", () => {
  it("of this server says that nothing is restricted when it names no permissions", () => {
    const own = read(reply("N_MINE"));
    expect(own?.isOwn).toBe(true);
    expect(own?.answer).toMatchObject({
      user: "UA",
      account: "AA",
      permissions: { publish: { allow: null, deny: null }, responses: null },
      clock: { from: "server" },
    });
  });

  it("of another node tells who the user is, and no permissions", () => {
    for (const data of [{}, { expires: 5e9 }]) {
      expect(read(reply("N_OTHER", data))).toMatchObject({
        isOwn: false,
        answer: { user: "UA", account: "AA", permissions: null, clock: null, endsAtMs: null },
      });
    }
    const unsigned = { ...reply("N_MINE"), server: undefined };
    expect(read(unsigned)?.answer.permissions).toBeNull();
    expect(read(reply(""), "")?.answer.permissions).toBeNull();
  });

  it("of another service is none", () => {
    expect(read({ data: {} })).toBeNull();
  });
});

const rig = startRig();
afterAll(() => rig.close());

/** Answers the question `from` times as another node, then as itself. */
async function clusterNode(others: number) {
  let asked = 0;
  const server = await startHostileServer({
    onHeard(client, text) {
      const inbox = /PUB \$SYS\.REQ\.USER\.INFO (\S+) 0\r\n/.exec(text)?.[1];
      if (inbox === undefined) return;
      asked += 1;
      const isOther = asked <= others;
      const body = JSON.stringify(
        isOther
          ? reply("N_OTHER")
          : reply("HOSTILE", { permissions: { publish: { allow: ["a.>"] }, subscribe: {} } }),
      );
      client.send(`MSG ${inbox} 1 ${body.length}\r\n${body}\r\n`);
    },
  });
  return { server, asked: () => asked };
}

describe("asking who we are in a cluster", () => {
  it("asks again until this server answers", async () => {
    const { server, asked } = await clusterNode(2);
    const id = await rig.load(makeUser({ account: makeKey("account") }).creds);
    await rig.connect(id, server.url);
    const state = await rig.waitFor(id, "the answer", ({ server: seen }) => {
      return seen?.identity?.from === "user-info";
    });
    expect(state.server?.identity?.permissions?.publish.allow).toEqual(["a.>"]);
    expect(asked()).toBe(3);
    await server.end();
  });

  it("takes no permissions when only other nodes answer", async () => {
    const { server, asked } = await clusterNode(Number.POSITIVE_INFINITY);
    const id = await rig.load(makeUser({ account: makeKey("account") }).creds);
    await rig.connect(id, server.url);
    const state = await rig.waitFor(id, "the answer", ({ server: seen }) => {
      return seen?.identity?.from === "user-info";
    });
    expect(state.server?.identity).toMatchObject({ account: "AA", permissions: null });
    expect(asked()).toBe(5);
    await server.end();
  });
});
