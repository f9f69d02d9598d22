// Runs one attempt against a server and returns its result, for the tests of lib/vault/nats.

import type { NatsConnection } from "nats.ws";
import { vi } from "vitest";
import type { AttemptRecord, CloseFacts, InfoFacts } from "@/lib/shared/facts/attempt";
import { decodeSeed, importSigner } from "@/lib/vault/creds/nkeys";
import { MessageIngest } from "@/lib/vault/message-store/store/message-ingest";
import { MessageLog } from "@/lib/vault/message-store/store/message-log";
import { type AttemptIdentity, type AttemptRun, runAttempt } from "@/lib/vault/nats/attempt-run";
import type { InboundFilter } from "@/lib/vault/nats/recording-socket";

export interface TestUser {
  readonly jwt: string;
  readonly seed: string;
  readonly publicKey: string;
}

export async function identityOf({ jwt, seed, publicKey }: TestUser): Promise<AttemptIdentity> {
  const secret = decodeSeed(new TextEncoder().encode(seed));
  if (!secret.ok) throw new Error("the test's seed does not decode");
  const signer = await importSigner(secret.value);
  return { jwt, signer: { kind: signer.by, publicKey, sign: (data) => signer.sign(data) } };
}

export interface Finished {
  readonly record: AttemptRecord;
  readonly nc: NatsConnection | null;
  readonly run: AttemptRun;
  readonly frames: string[];
  /** What came after the attempt was finished. */
  readonly later: { info: InfoFacts[]; errors: string[]; close: CloseFacts[] };
}

export function attempt(
  identity: AttemptIdentity,
  address: string,
  timeLimitMs = 60_000,
  meanwhile: (run: AttemptRun, progress: readonly AttemptRecord[]) => void = () => {},
  inbound: InboundFilter | null = null,
): Promise<Finished> {
  const frames: string[] = [];
  const progress: AttemptRecord[] = [];
  const later: Finished["later"] = { info: [], errors: [], close: [] };
  return new Promise((resolve) => {
    const run: AttemptRun = runAttempt(
      identity,
      { address, bridge: null, number: 1, timeLimitMs, inbound },
      {
        onFrame: (direction, line) => frames.push(`${direction} ${line}`),
        onProgress: (record) => progress.push(record),
        onAccepted: () => {},
        onFinished: (record, nc) => resolve({ record, nc, run, frames, later }),
        onInfo: (info) => later.info.push(info),
        onServerError: (text) => later.errors.push(text),
        onClosed: (close) => later.close.push(close),
      },
    );
    meanwhile(run, progress);
  });
}

/** For a connection whose messages no test reads. */
export const intakeAside = (): MessageIngest =>
  new MessageIngest({ log: new MessageLog(1024 * 1024) }, { onTooLarge: () => {} });

// The real timer and clock, even while a test uses fake ones.
const { setTimeout: sleep } = globalThis;
const now = performance.now.bind(performance);

/** Waits until `check` holds. `timeoutMs` only ends a failure; a slow machine can need most of it. */
export async function until(
  check: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = now() + timeoutMs;
  while (!(await check())) {
    if (now() > deadline) throw new Error(`timed out waiting for: ${what}`);
    await new Promise((resolve) => sleep(resolve, 10));
  }
}

/**
 * Acts while the clock is stopped: no timer fires unless the test moves the clock with `vi`. An act that
 * completes has therefore waited for no time limit, however slow the machine is.
 */
export async function withClockStopped<T>(act: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    return await act();
  } finally {
    vi.useRealTimers();
  }
}
