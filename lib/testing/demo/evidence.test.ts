// The demo's recorded answers are those of a real server: each sample is tried on one, and the verdict of its answer has
// the outcome and the causes that the recording gives. `RECORD_DEMO=1` writes the recording again.

import { afterAll, beforeAll, expect, it } from "vitest";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { CredsFacts } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { makeDemo, readEvidence, writeEvidence } from "../../../scripts/demo/demo.mjs";
import { DEMO_NOW } from "../../../scripts/demo/keys.mjs";
import { connectShown, paste, resetPage, shownId, startPage, untilSession } from "../page-rig";
import { endServers, identities, type RunningNatsServer, startServer } from "../real-server";

const ADDRESS = "wss://nats.demo.example";
const IS_RECORDING = process.env["RECORD_DEMO"] === "1";
const { samples, trust, identities: made } = await makeDemo();
const recording: readonly Recorded[] = IS_RECORDING ? [] : readEvidence();
const lines: Recorded[] = [];
let server: RunningNatsServer;

interface Recorded {
  readonly file: string;
  readonly session: SessionState;
}

beforeAll(async () => {
  const { operator, systemAccount, orders } = made;
  startPage();
  server = await startServer(
    identities.operatorConfig({ operator, systemAccount, accounts: [orders] }),
  );
});
afterAll(async () => {
  if (IS_RECORDING) writeEvidence(lines);
  await resetPage();
  await endServers();
});

/** What differs from run to run, and from the demo's own world, is replaced. */
function recorded({ attempt, server: facts, ...session }: SessionState): SessionState {
  const at = DEMO_NOW * 1_000;
  return {
    ...session,
    phase: "idle",
    attempt: attempt && { ...attempt, address: ADDRESS, startedAt: at },
    server: facts && { ...facts, lastAnswerAt: at },
  };
}

const isWhole = ({ server: facts }: SessionState): boolean =>
  facts === null || facts.identity !== null || facts.identitySilence !== null;

function judge(facts: CredsFacts, session: SessionState): unknown {
  const observed = { ...session, clock: null, loginMode: null };
  const verdict = verdictOf(facts, observed, Date.now(), vaultStore.getState().trust);
  const causes = verdict?.causes.map(({ code, certainty }) => [code, certainty]);
  return { outcome: session.outcome, causes };
}

it("has a recorded answer for each sample", () => {
  const files = samples.map(({ file }) => file);
  if (!IS_RECORDING) expect(recording.map(({ file }) => file)).toEqual(files);
});

it.each(samples)(
  "$file: the server gives the recorded verdict",
  async ({ file, text, outcome }) => {
    await paste(text);
    for (const { text: jwt } of trust) await paste(jwt);
    await connectShown(server.wsUrl);
    // An accepted user is asked about itself, and answers later.
    const session = await untilSession(shownId(), "the whole answer", isWhole);
    expect(session.outcome).toBe(outcome);
    const { facts } = vaultStore.getState();
    if (facts === null) throw new Error("no facts");
    const line = { file, session: recorded(session) };
    lines.push(line);
    const known = IS_RECORDING ? line : recording.find((one) => one.file === file);
    if (known === undefined) throw new Error("not recorded");
    expect(judge(facts, known.session)).toEqual(judge(facts, session));
    await resetPage();
  },
);
