import { afterEach, expect, test, vi } from "vitest";
import { findSandbox, sandboxStore } from "./sandbox";

const answer = (body: unknown, status = 200) =>
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status }));

afterEach(() => vi.unstubAllGlobals());

test("offers the samples of a running sandbox, and drops entries that are not whole", async () => {
  const sample = { file: "a.creds", url: "/sandbox/a.creds", title: "Full rights", shows: "All." };
  answer({
    server: "ws://127.0.0.1:4281",
    clientUrl: "nats://127.0.0.1:4222",
    version: "2.15.1",
    folder: "/tmp/s",
    samples: [sample, { file: "half" }],
    trust: "none",
  });
  await findSandbox();
  const state = sandboxStore.getState();
  expect(state.kind === "running" && state.sandbox.samples).toEqual([sample]);
  expect(state.kind === "running" && state.sandbox.trust).toEqual([]);
});

test("says what is missing when the sandbox could not start", async () => {
  answer({ missing: "No nats-server.", howTo: "Install it." });
  await findSandbox();
  expect(sandboxStore.getState()).toMatchObject({ kind: "missing", howTo: "Install it." });
});

test.each([
  ["the exported answer", { off: true }, 200],
  ["no such file", {}, 404],
  ["something else", [1, 2], 200],
])("offers nothing on %s", async (_name, body, status) => {
  answer(body, status);
  await findSandbox();
  expect(sandboxStore.getState().kind).toBe("off");
});
