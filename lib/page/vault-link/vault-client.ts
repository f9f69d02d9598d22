// The page's side of the vault: typed calls, events, and whether the vault is alive. Used by vault-calls.ts
// and tests. It does not use React and never holds anything secret. A call always settles: for a vault that
// stopped the answer is "vault-stopped".

import type { VaultHealth } from "@/lib/page/state/vault-store";
import { fail } from "@/lib/shared/base/result";
import type {
  FromVault,
  VaultEvent,
  VaultOp,
  VaultOps,
  VaultReply,
  VaultRequest,
} from "@/lib/shared/protocol/protocol";

/** The part of a Worker that the client uses. */
export interface VaultWorker {
  onmessage: ((event: MessageEvent<FromVault>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: VaultRequest, transfer: Transferable[]): void;
  terminate(): void;
}

export interface VaultClient {
  call<Op extends VaultOp>(
    op: Op,
    request: VaultOps[Op]["request"],
    transfer?: readonly Transferable[],
  ): Promise<VaultOps[Op]["reply"]>;
  /** Both return the function that stops it. */
  onEvent(listener: (event: VaultEvent) => void): () => void;
  onHealth(listener: (health: VaultHealth) => void): () => void;
  health(): VaultHealth;
  /** Does nothing while it runs. */
  start(): void;
  /** Ends the present vault, with everything that it holds, and starts a new one. */
  restart(): void;
}

interface Timing {
  readonly pingEveryMs: number;
  readonly pingTimeoutMs: number;
  /** In place of `pingTimeoutMs` where the vault holds no lock: a stop is noticed within two heartbeats. */
  readonly unguardedTimeoutMs: number;
}

type Settle = (reply: VaultReply["reply"]) => void;

const TIMING: Timing = { pingEveryMs: 5000, pingTimeoutMs: 15_000, unguardedTimeoutMs: 5000 };

const openWorker = (): VaultWorker =>
  new Worker(new URL("../../vault/worker/vault.worker.ts", import.meta.url), {
    type: "module",
    name: "vault",
  });

export function createVaultClient(
  open: () => VaultWorker = openWorker,
  { pingEveryMs, pingTimeoutMs, unguardedTimeoutMs }: Timing = TIMING,
  locks: Pick<LockManager, "request"> | undefined = globalThis.navigator?.locks,
): VaultClient {
  const eventListeners = new Set<(event: VaultEvent) => void>();
  const healthListeners = new Set<(health: VaultHealth) => void>();
  const pending = new Map<number, Settle>();
  let worker: VaultWorker | null = null;
  /** The worker whose lock the page waits for. */
  let guarded: VaultWorker | null = null;
  let health: VaultHealth = "off";
  let lastCall = 0;
  /** By the monotonic clock: a wall clock that is set back must not end a vault that answers. */
  let lastMessageMs = 0;
  let pinging: ReturnType<typeof setInterval> | undefined;

  const setHealth = (next: VaultHealth) => {
    if (health === next) return;
    health = next;
    for (const listener of healthListeners) listener(next);
  };

  const stop = (next: VaultHealth) => {
    clearInterval(pinging);
    if (worker !== null) {
      worker.onmessage = null;
      worker.onmessageerror = null;
      worker.onerror = null;
      worker.terminate();
      worker = null;
    }
    const waiting = [...pending.values()];
    pending.clear();
    for (const settle of waiting) settle(fail("vault-stopped"));
    setHealth(next);
  };

  /** The browser grants the lock to the page once the worker that held it is gone. */
  const guard = (lock: string) => {
    const holder = worker;
    if (locks === undefined) return;
    guarded = holder;
    const onReleased = () => {
      if (worker === holder) stop("crashed");
    };
    void locks.request(lock, onReleased).catch(() => {
      if (guarded === holder) guarded = null;
    });
  };

  const receive = (message: FromVault) => {
    lastMessageMs = performance.now();
    if ("lock" in message) return guard(message.lock);
    if ("event" in message) {
      if (message.event.kind === "ready") setHealth("running");
      for (const listener of eventListeners) listener(message.event);
      return;
    }
    const settle = pending.get(message.call);
    pending.delete(message.call);
    settle?.(message.reply);
  };

  /** Any message counts as a sign of life: a busy vault may answer a ping late. */
  const ping = () => {
    const askedMs = performance.now();
    void call("ping", {});
    setTimeout(
      () => {
        // Messages that came while the page itself was busy are handled first.
        setTimeout(() => {
          if (worker === asked && lastMessageMs < askedMs) stop("crashed");
        });
      },
      guarded === worker ? pingTimeoutMs : unguardedTimeoutMs,
    );
    const asked = worker;
  };

  const start = () => {
    if (worker !== null) return;
    setHealth("starting");
    try {
      worker = open();
    } catch {
      return stop("crashed");
    }
    lastMessageMs = performance.now();
    worker.onmessage = ({ data }) => receive(data);
    worker.onmessageerror = () => stop("crashed");
    worker.onerror = () => stop("crashed");
    pinging = setInterval(ping, pingEveryMs);
  };

  const call: VaultClient["call"] = (op, request, transfer = []) => {
    if (health === "off") start();
    const target = worker;
    if (target === null) return Promise.resolve(fail("vault-stopped"));
    lastCall += 1;
    const number = lastCall;
    return new Promise((resolve) => {
      // The vault answers each call in the type of its operation (worker/serve.ts is typed by the same map).
      pending.set(number, resolve as Settle);
      const message = { call: number, op, request } as VaultRequest;
      target.postMessage(message, [...transfer]);
    });
  };

  return {
    call,
    onEvent: (listener) => {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    onHealth: (listener) => {
      healthListeners.add(listener);
      return () => healthListeners.delete(listener);
    },
    health: () => health,
    start,
    restart() {
      stop("off");
      start();
    },
  };
}
