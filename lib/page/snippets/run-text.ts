// What a snippet was run with, as the tab Code says it. `npm run clients` writes runs.json.

import { formatDate } from "@/lib/page/format/time";
import { joinWords } from "@/lib/page/format/words";
import runs from "./runs.json";
import type { SnippetId } from "./snippet";

export interface SnippetRun {
  /** The day in UTC, "2026-11-29". */
  readonly on: string;
  /** Version of nats-server; null = the code was parsed and not run. */
  readonly server: string | null;
  /** "nats.go 1.55.0 and Go 1.26.8", one for each place where it ran. */
  readonly with: readonly string[];
}

const RUNS: Partial<Record<SnippetId, SnippetRun>> = runs;

/** "Ran with nats.go 1.55.0 and Go 1.26.8 on 29 Nov 2026, against nats-server 2.15.1." */
export function runText(id: SnippetId): string {
  const run = RUNS[id];
  if (run === undefined) return "Not run here.";
  const tools = joinWords(run.with, "and");
  const day = formatDate(Date.parse(`${run.on}T12:00:00`) / 1000);
  return run.server === null
    ? `Not run here. ${tools} found no fault in its syntax on ${day}.`
    : `Ran with ${tools} on ${day}, against nats-server ${run.server}.`;
}
