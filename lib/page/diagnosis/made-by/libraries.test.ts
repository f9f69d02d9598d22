// Creds that the libraries of Go, Python, Java and Rust make while the test runs: read, judged, and accepted by a real
// server as was said. A library that is not installed is one skipped, named test.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { causesBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { chainOf } from "@/lib/page/diagnosis/trust/chain";
import { factsOfText, keyOf, trustOfText } from "@/lib/testing/nsc/places";
import { partsOf } from "@/lib/testing/nsc/store";
import { pub, RawClient, sub } from "@/lib/testing/permissions/raw-client";
import {
  endServers,
  makeWorld,
  type RunningNatsServer,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { findTool, missingTools, type ToolName } from "../../../../scripts/tools/folder.mjs";

const SOURCES = fileURLToPath(new URL("../../../../scripts/tools/makers", import.meta.url));

/** The program that makes creds, below the tool's folder or from its source. */
const MAKERS: readonly (readonly [ToolName, (folder: string) => readonly [string, ...string[]]])[] =
  [
    ["go-jwt", (folder) => [path.join(folder, "maker")]],
    ["rust-jwt", (folder) => [path.join(folder, "target/debug/maker")]],
    ["python", (folder) => [path.join(folder, "venv/bin/python"), path.join(SOURCES, "maker.py")]],
    [
      "java",
      (folder) => ["java", "-cp", path.join(folder, "lib/*"), path.join(SOURCES, "Maker.java")],
    ],
  ];

describe.each(MAKERS)("creds made by %s", (tool, commandIn) => {
  const folder = findTool(tool);
  if (folder === null) {
    it.skip(`are read and judged: ${missingTools(tool)}`, () => {});
    return;
  }
  let world: World;
  let server: RunningNatsServer;

  beforeAll(async () => {
    world = await makeWorld();
    server = await startServer(world.config());
  });
  afterAll(endServers);

  it("are read and judged, and the server agrees", async () => {
    const [command, ...args] = commandIn(folder);
    const { status, stdout, stderr } = spawnSync(command, args, {
      input: `${world.account.seed}\n`,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    const facts = await factsOfText(stdout);
    const account = await trustOfText(world.account.jwt);
    expect(facts).toMatchObject({
      seed: { state: "matches" },
      jwt: {
        name: "maker",
        signature: "valid",
        issuer: world.account.publicKey,
        problems: [],
        user: {
          permissions: {
            publish: { allow: ["orders.>"], deny: null },
            subscribe: { allow: null, deny: ["secret.>"] },
          },
        },
      },
    });
    const left = (facts.jwt?.expiresAtSec ?? 0) - Date.now() / 1_000;
    expect(left).toBeGreaterThan(3_000);
    expect(left).toBeLessThan(3_700);
    expect(causesBeforeConnecting(facts, Date.now())).toEqual([]);
    expect(chainOf(facts, [account])?.accountJwt?.name).toBe("APP");

    const { jwt, seed: own } = partsOf(stdout);
    const client = await RawClient.open(server.clientUrl, { jwt, key: keyOf(own) });
    const answers = await client.ask([
      pub("orders.new"),
      pub("other"),
      sub("orders.>", "", 1),
      sub("secret.a", "", 2),
    ]);
    client.close();
    expect(answers.map(({ errors }) => errors.length)).toEqual([0, 1, 0, 1]);
  });
});
