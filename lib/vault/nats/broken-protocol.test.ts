// A server that breaks the protocol: the connection ends with a code that says so, no row is made up, and nats.ws
// prints nothing to the console.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endCodeOf, namedCause } from "@/lib/shared/diagnosis/outcome";
import { type HostileServer, startHostileServer } from "@/lib/testing/hostile-server";
import { identities } from "@/lib/testing/real-server";
import { attempt, identityOf, until } from "@/lib/testing/run-to-end";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

const METHODS = ["log", "info", "warn", "error", "debug", "trace"] as const;
let printed: unknown[][] = [];
let server: HostileServer;

beforeEach(() => {
  printed = [];
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void printed.push(words));
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.end();
});

const newUser = () => identities.makeUser({ name: "u", account: identities.makeKey("account") });
const MSG = "MSG secret.subject SID 5\r\nhello\r\n";

/** Each as one frame, or cut into bytes. SID stands for the number of the console's subscription; 77 is none. */
const BROKEN: readonly (readonly [string, string])[] = [
  ["a negative size", "MSG secret.subject SID -5\r\nhello\r\n"],
  ["a huge size", "MSG secret.subject SID 99999999999\r\nhello\r\n"],
  ["a size that is not a number", "MSG secret.subject SID x\r\n"],
  ["no size", "MSG secret.subject SID\r\n"],
  ["a negative sid", "MSG secret.subject -1 5\r\nhello\r\n"],
  ["a sid of letters", "MSG secret.subject abc 5\r\nhello\r\n"],
  ["too many words", "MSG secret.subject SID a b c 5\r\nhello\r\n"],
  ["headers longer than the message", "HMSG secret.subject SID 50 5\r\nhello\r\n"],
  ["a negative size of headers", "HMSG secret.subject SID -1 5\r\nhello\r\n"],
  ["a wrong trailer", "MSG secret.subject SID 5\r\nhelloXX"],
  ["a trailer without its CR", "MSG secret.subject SID 5\r\nhello\nX"],
  ["a wrong trailer of an unknown sid", "MSG secret.subject 77 5\r\nhelloXX"],
  ["a wrong trailer in a large message", `MSG secret.subject 77 70000\r\n${"x".repeat(70_000)}XX`],
  ["a broken line after a sound one", `${MSG}MSG secret.subject SID -5\r\n`],
  ["a broken line of an unknown sid", "MSG secret.subject 77 -5\r\nhello\r\n"],
  ["an unknown operation", "SECRET subject\r\n"],
  ["an operation of a client", "PUB secret.subject 5\r\nhello\r\n"],
  ["an -ERR without words", "-ERR\r\n"],
  ["an -ERR that is glued to its words", "-ERR'secret'\r\n"],
  ["an INFO that is no JSON", "INFO {secret\r\n"],
  ["an INFO after a strange blank", 'INFO\u000b{"secret":1}\r\n'],
  ["a PING with a byte order mark", "\ufeffPING\r\n"],
  ["an empty line", "\r\n"],
];

/** The number that the client gave the console's subscription. */
function consoleSid(): string {
  const sid = /SUB secret\.> (\d+)/.exec(server.heard.join(""))?.[1];
  if (sid === undefined) throw new Error("no SUB");
  return sid;
}

describe("on an open connection", () => {
  let rig: Rig;
  beforeEach(() => {
    rig = startRig();
  });
  afterEach(() => rig.close());

  it.each(BROKEN)("%s ends it as the server's fault", async (_, text) => {
    for (const isCut of [false, true]) {
      if (isCut && text.length > 1_000) continue;
      let send = (_: string) => {};
      server = await startHostileServer({
        onAccepted: (client) => {
          send = client.send;
        },
      });
      const id = await rig.load((await newUser()).creds);
      await rig.connect(id, server.url);
      await rig.client.call("subscribe", { id, subject: "secret.>", queue: "", max: 0 });
      const bytes = text.replaceAll("SID", consoleSid());
      for (const piece of isCut ? bytes : [bytes]) send(piece);
      const ended = await rig.waitFor(id, "the end", ({ outcome }) => outcome === "ended");
      expect(ended).toMatchObject({
        phase: "idle",
        endCode: "server/protocol",
        retryAt: null,
        end: { close: { fault: "server/protocol" } },
      });
      expect((await rig.notices(id)).at(-1)).toMatchObject({
        code: "server/protocol",
        values: { brokenByServer: 1 },
      });
      await rig.client.call("forget", { id });
      if (!isCut) await server.end();
    }
    expect(printed).toEqual([]);
  });

  it("messages of unknown sids are dropped without a word, and the connection lives", async () => {
    let send = (_: string) => {};
    server = await startHostileServer({
      onAccepted: (client) => {
        send = client.send;
      },
    });
    const id = await rig.load((await newUser()).creds);
    await rig.connect(id, server.url);
    await rig.client.call("subscribe", { id, subject: "secret.>", queue: "", max: 0 });
    for (const sid of ["77", "0", "99999999999999999999", "000"]) {
      send(`MSG secret.subject ${sid} 5\r\nhello\r\n`);
    }
    // What comes next is read as usual.
    send(`MSG secret.subject ${consoleSid()} 3\r\nend\r\n`);
    await until(async () => {
      const { counts } = await rig.window(id);
      return counts.received === 1;
    }, "the message of the subscription");
    expect(rig.session(id)?.phase).toBe("open");
    expect(printed).toEqual([]);
  });
});

describe("before the server has accepted", () => {
  it.each([
    ["an INFO without a version", { version: undefined }],
    ["an INFO with a version that is a number", { version: 2 }],
    ["an INFO with a version of words", { version: "secret" }],
  ])("%s: the login ends with a code, and nothing is sent", async (_, info) => {
    server = await startHostileServer({ info });
    const { record } = await attempt(await identityOf(await newUser()), server.url);
    expect(record.close?.fault).toBe("server/protocol");
    expect(namedCause(record, null, { jwt: null })).toBe("server/protocol");
    expect(server.heard).toEqual([]);
    expect(printed).toEqual([]);
  });

  it("a broken line instead of the PONG ends the login as the server's fault", async () => {
    server = await startHostileServer({
      isSilent: true,
      onConnect: ({ send }) => send("MSG x -1 2\r\n"),
    });
    const { record } = await attempt(await identityOf(await newUser()), server.url);
    expect(record).toMatchObject({ end: "server-closed", close: { fault: "server/protocol" } });
    expect(namedCause(record, null, { jwt: null })).toBe("server/protocol");
    expect(printed).toEqual([]);
  });

  it("a broken line together with the PONG ends an accepted connection", async () => {
    server = await startHostileServer({
      isSilent: true,
      onConnect: ({ send }) => send("PONG\r\nMSG secret.subject 1 -5\r\n"),
    });
    const { record, later } = await attempt(await identityOf(await newUser()), server.url);
    expect(record.end).toBe("pong");
    await until(() => later.close.length === 1, "the end");
    const [close = null] = later.close;
    const end = { at: 0, errors: [], close, byUser: false };
    expect(endCodeOf(end, { jwt: null })).toBe("server/protocol");
    expect(printed).toEqual([]);
  });
});
