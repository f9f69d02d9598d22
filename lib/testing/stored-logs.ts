// Logs of stored messages in a test: what the vault tells of them, and the rows that they hold. Used by the tests of
// lib/vault/jetstream.

import type { MessageRow, RecordingFacts } from "@/lib/shared/facts/console";
import { until } from "./run-to-end";
import type { Rig } from "./vault-rig";

/** `rigOf` gives the vault of the test that runs. */
export function storedLogs(rigOf: () => Rig) {
  const factsOf = (log: string): RecordingFacts | undefined => {
    const event = rigOf().events.findLast(
      (one) => one.kind === "recordingChanged" && one.recording.id === log,
    );
    return event?.kind === "recordingChanged" ? event.recording : undefined;
  };
  /** Waits for what the vault tells of the log. */
  const reached = async (log: string, check: (facts: RecordingFacts) => boolean) => {
    await until(() => {
      const facts = factsOf(log);
      return facts !== undefined && check(facts);
    }, "what is read");
    return factsOf(log);
  };
  const readOn = (log: string, count: number | null, lastSeq = 0) =>
    rigOf().client.call("readStoredOn", { log, count, lastSeq });
  /** All rows, a window at a time. */
  const rowsOf = async (log: string): Promise<readonly MessageRow[]> => {
    const rows: MessageRow[] = [];
    for (;;) {
      const window = await rigOf().window(log, "", rows.length);
      rows.push(...window.rows.flatMap((row) => (row.kind === "message" ? [row] : [])));
      if (rows.length >= window.counts.kept || window.rows.length === 0) return rows;
    }
  };
  const sequencesOf = async (log: string) => (await rowsOf(log)).map(({ sequence }) => sequence);
  return { factsOf, reached, readOn, rowsOf, sequencesOf };
}
