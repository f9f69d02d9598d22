// A server that is frozen: the silence is shown at the first missed PONG, and the second one ends the connection.

import { afterAll, expect, it } from "vitest";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { endServers, identities, makeWorld, startServer } from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

const TIME_LIMIT_MS = 120_000;

afterAll(endServers);

const isSilent = ({ server }: SessionState) => server?.isSilent === true;

/** PINGs since the last frame from the server. */
async function unanswered(rig: Rig, id: string): Promise<number> {
  const reply = await rig.client.call("readFrames", { id, after: 0 });
  if (!reply.ok) throw new Error(reply.fault.code);
  const { frames } = reply.value;
  const from = frames.findLastIndex(({ direction }) => direction === "in");
  return frames.slice(from).filter(({ line }) => line === "PING").length;
}

it(
  "tells a moment of silence from a lost connection",
  async () => {
    const server = await startServer("");
    const { account } = await makeWorld();
    const rig = startRig();
    const id = await rig.load((await identities.makeUser({ name: "u", account })).creds);
    const opened = await rig.connect(id, server.wsUrl);
    expect(opened.server?.isSilent).toBe(false);
    const heardAt = opened.server?.lastAnswerAt ?? 0;
    const later = await rig.waitFor(id, "a later answer", (state) => {
      return (state.server?.lastAnswerAt ?? 0) > heardAt + 1000;
    });

    process.kill(server.pid, "SIGSTOP");
    try {
      const silent = await rig.waitFor(id, "silence", isSilent);
      expect(silent.phase).toBe("open");
      expect(silent.server?.lastAnswerAt).toBeGreaterThanOrEqual(later.server?.lastAnswerAt ?? 0);
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    const back = await rig.waitFor(id, "an answer", (state) => !isSilent(state));
    expect(back).toMatchObject({ phase: "open", end: null });

    process.kill(server.pid, "SIGSTOP");
    try {
      await rig.waitFor(id, "silence", isSilent);
      const ended = await rig.waitFor(id, "the end", ({ end }) => end !== null);
      expect(ended).toMatchObject({ endCode: "ended/lost", outcome: "ended" });
      // Two went unanswered. On a busy machine a beat can come late, and then it does not count.
      expect(await unanswered(rig, id)).toBeLessThanOrEqual(3);

      // The retry gets no answer either. What ended the connection stays on record meanwhile.
      const retry = await rig.waitFor(id, "a retry", ({ phase }) => phase === "connecting");
      expect(retry).toMatchObject({ outcome: "ended", endCode: "ended/lost", end: ended.end });
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    await rig.waitFor(id, "a new connection", ({ phase, end }) => phase === "open" && end === null);
    await rig.close();
  },
  TIME_LIMIT_MS,
);
