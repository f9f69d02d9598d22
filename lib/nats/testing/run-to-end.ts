// Runs one attempt against a server and gives what it came to; shared by the tests of lib/nats.

import type { NatsConnection } from "nats.ws";
import { MessageLog } from "@/lib/console/store/message-log";
import { WireIntake } from "@/lib/console/store/wire-intake";
import { decodeSeed, importSigner } from "@/lib/creds/nkeys";
import type { AttemptRecord, CloseFacts, InfoFacts } from "@/lib/facts/attempt";
import { type AttemptIdentity, type AttemptRun, runAttempt } from "@/lib/nats/attempt-run";
import type { FrameIntake } from "@/lib/nats/tap-socket";

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
  /** What came after the verdict. */
  readonly later: { info: InfoFacts[]; errors: string[]; close: CloseFacts[] };
}

export function attempt(
  identity: AttemptIdentity,
  address: string,
  timeLimitMs = 10_000,
  meanwhile: (run: AttemptRun) => void = () => {},
  intake: FrameIntake | null = null,
): Promise<Finished> {
  const frames: string[] = [];
  const later: Finished["later"] = { info: [], errors: [], close: [] };
  return new Promise((resolve) => {
    const run: AttemptRun = runAttempt(
      identity,
      { address, bridge: null, number: 1, timeLimitMs, intake },
      {
        frame: (direction, line) => frames.push(`${direction} ${line}`),
        progressed: () => {},
        accepted: () => {},
        finished: (record, nc) => resolve({ record, nc, run, frames, later }),
        info: (info) => later.info.push(info),
        serverError: (text) => later.errors.push(text),
        closed: (close) => later.close.push(close),
      },
    );
    meanwhile(run);
  });
}

/** For a connection whose messages go nowhere. */
export const intakeAside = (): WireIntake =>
  new WireIntake({ log: new MessageLog(1024 * 1024) }, { tooLarge: () => {} });

export async function until(check: () => boolean, what: string, timeoutMs = 5000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!check()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
