import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { VaultHealth } from "@/lib/page/state/vault-store";
import { until } from "@/lib/testing/run-to-end";
import { channelWorker } from "@/lib/testing/vault-rig";
import { createVaultClient, type VaultWorker } from "./vault-client";

const TIMING = { pingEveryMs: 20, pingTimeoutMs: 60, unguardedTimeoutMs: 60 };
const open: VaultWorker[] = [];
const newWorker = () => {
  const worker = channelWorker();
  open.push(worker);
  return worker;
};
// Only the client's own clock: the channel to the vault is as fast as it is.
beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
  });
});
afterEach(() => {
  vi.useRealTimers();
  for (const worker of open.splice(0)) worker.terminate();
});

/** Says how many calls it was asked to answer, and how many of them it has not answered yet. */
function countingWorker() {
  const inner = newWorker();
  let asked = 0;
  let answered = 0;
  const worker: VaultWorker = {
    onmessageerror: null,
    onerror: null,
    set onmessage(listener: VaultWorker["onmessage"]) {
      inner.onmessage = (event) => {
        listener?.(event);
        if ("call" in event.data) answered += 1;
      };
    },
    postMessage: (message, transfer) => {
      asked += 1;
      inner.postMessage(message, transfer);
    },
    terminate: () => inner.terminate(),
  };
  return { worker, asked: () => asked, unanswered: () => asked - answered };
}

function newClient(make: () => VaultWorker = newWorker, timing = TIMING) {
  const client = createVaultClient(make, timing);
  const healths: VaultHealth[] = [];
  client.onHealth((health) => healths.push(health));
  return { client, healths };
}

it("starts by itself at the first call, and stays alive while it answers", async () => {
  const { worker, unanswered, asked } = countingWorker();
  const { client, healths } = newClient(() => worker);
  expect(client.health()).toBe("off");
  expect(await client.call("ping", {})).toEqual({ ok: true, value: null });
  expect(healths).toEqual(["starting", "running"]);
  for (let ms = 0; ms < 200; ms += TIMING.pingEveryMs) {
    vi.advanceTimersByTime(TIMING.pingEveryMs);
    await until(() => unanswered() === 0, "the answer to a ping");
  }
  expect(asked()).toBe(1 + 200 / TIMING.pingEveryMs);
  expect(client.health()).toBe("running");
  client.start();
  expect(open).toHaveLength(1);
});

it("calls are answered each by its own reply", async () => {
  const { client } = newClient();
  const replies = await Promise.all([
    client.call("readFacts", { id: "nobody" }),
    client.call("ping", {}),
    client.call("disconnect", { id: "nobody" }),
  ]);
  expect(replies).toMatchObject([
    { ok: false, fault: { code: "not-loaded" } },
    { ok: true, value: null },
    { ok: false, fault: { code: "not-loaded" } },
  ]);
});

it("a throw inside a handler is a fault of that call alone", async () => {
  const { client } = newClient();
  // What no typed caller can send: a request without its parts.
  const broken = await Reflect.apply(client.call, client, ["openFiles", {}]);
  expect(broken).toEqual({ ok: false, fault: { code: "internal", params: { text: "TypeError" } } });
  expect(await client.call("ping", {})).toEqual({ ok: true, value: null });
});

it.each(["onerror", "onmessageerror"] as const)(
  "%s is a crash: calls settle, restart works",
  async (name) => {
    const { client, healths } = newClient();
    await client.call("ping", {});
    const crash = open[0]?.[name];
    const pending = client.call("openText", { bytes: new Uint8Array(0) });
    Reflect.apply(crash ?? vi.fn(), null, [new Event("error")]);
    expect(await pending).toEqual({ ok: false, fault: { code: "vault-stopped" } });
    expect(client.health()).toBe("crashed");
    expect(await client.call("ping", {})).toEqual({ ok: false, fault: { code: "vault-stopped" } });

    client.restart();
    expect(await client.call("ping", {})).toEqual({ ok: true, value: null });
    expect(healths).toEqual(["starting", "running", "crashed", "off", "starting", "running"]);
  },
);

it("a vault that no longer answers has crashed", async () => {
  const { client } = newClient();
  await client.call("ping", {});
  open[0]?.terminate();
  vi.advanceTimersByTime(TIMING.pingEveryMs + TIMING.pingTimeoutMs);
  expect(client.health()).toBe("running");
  vi.advanceTimersByTime(1);
  expect(client.health()).toBe("crashed");
});

it("without Web Locks a vault that ended is noticed within two heartbeats", async () => {
  const { worker, unanswered } = countingWorker();
  const client = createVaultClient(() => worker);
  await client.call("ping", {});
  vi.advanceTimersByTime(5_000);
  await until(() => unanswered() === 0, "the answer to the first heartbeat");
  worker.terminate();
  vi.advanceTimersByTime(9_999);
  expect(client.health()).toBe("running");
  vi.advanceTimersByTime(2);
  expect(client.health()).toBe("crashed");
});

describe("a vault that holds a lock", () => {
  /** What the page waits for, by the name of the lock. */
  const waiting = new Map<string, () => void>();
  const locks = {
    request: (name: string, onGranted: () => void) =>
      new Promise<void>((resolve) => {
        waiting.set(name, () => resolve(onGranted()));
      }),
  } as unknown as Pick<LockManager, "request">;

  /** A vault that reports that it holds a lock. */
  function lockingWorker(lock: string): VaultWorker {
    const inner = newWorker();
    return {
      onmessageerror: null,
      onerror: null,
      set onmessage(listener: VaultWorker["onmessage"]) {
        inner.onmessage = listener;
        listener?.(new MessageEvent("message", { data: { lock } }));
      },
      postMessage: (message, transfer) => inner.postMessage(message, transfer),
      terminate: () => inner.terminate(),
    };
  }

  it("is noticed as soon as the browser releases the lock, and only for that vault", async () => {
    const names = ["lock 1", "lock 2"];
    const make = () => lockingWorker(names.shift() ?? "");
    const client = createVaultClient(make, undefined, locks);
    await client.call("ping", {});
    waiting.get("lock 1")?.();
    expect(client.health()).toBe("crashed");

    client.restart();
    await client.call("ping", {});
    waiting.get("lock 1")?.();
    expect(client.health()).toBe("running");
    waiting.get("lock 2")?.();
    expect(client.health()).toBe("crashed");
  });

  it("has longer to answer, because it may only be busy", async () => {
    const client = createVaultClient(() => lockingWorker("busy"), undefined, locks);
    await client.call("ping", {});
    open[0]?.terminate();
    vi.advanceTimersByTime(15_000);
    expect(client.health()).toBe("running");
    vi.advanceTimersByTime(5_001);
    expect(client.health()).toBe("crashed");
  });
});

it("a worker that cannot be made is a crash, too", () => {
  const { client, healths } = newClient(() => {
    throw new Error("no workers here");
  });
  client.start();
  expect(healths).toEqual(["starting", "crashed"]);
});

it("a vault that reports progress is alive, even if it does not answer a ping in time", async () => {
  const worker = newWorker();
  const silent: VaultWorker = {
    ...worker,
    postMessage: () => {},
    terminate: () => worker.terminate(),
  };
  const { client } = newClient(() => silent);
  client.start();
  const report = () =>
    silent.onmessage?.(
      new MessageEvent("message", {
        data: { event: { kind: "batchProgressed", done: 1, total: 2 } },
      }),
    );
  for (let ms = 0; ms < 4 * TIMING.pingTimeoutMs; ms += TIMING.pingEveryMs) {
    report();
    vi.advanceTimersByTime(TIMING.pingEveryMs);
  }
  expect(client.health()).not.toBe("crashed");
  vi.advanceTimersByTime(2 * TIMING.pingEveryMs + TIMING.pingTimeoutMs);
  expect(client.health()).toBe("crashed");
});
