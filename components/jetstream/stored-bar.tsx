// What of a stream was read, above its messages: from which sequence to which, how far it is, and why it went no
// further. It reads on when the list comes to its end, or when a filter needs all messages, until it is stopped.

import { useEffect } from "react";
import { useStore } from "zustand";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Progress } from "@/components/ui/progress";
import { noteLook, type StoredLook, wantedFor } from "@/lib/page/actions/stored/read-ahead";
import {
  choosePlace,
  PAGE_ROWS,
  readAll,
  readForAll,
  readOn,
  stopReading,
} from "@/lib/page/actions/stored/stored-actions";
import { messagesCommand } from "@/lib/page/console/nats-command";
import { formatCount } from "@/lib/page/format/count";
import { followRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { RecordingFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredProgress } from "@/lib/shared/facts/stored-place";
import { Refused } from "./parts/refused";
import { FOCUS_HOME } from "./parts/use-focus-home";
import { useStoredRights } from "./parts/use-stored-rights";

export interface StoredBarProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
}

/** Rows below the last one in view at which more are read. */
const AHEAD_ROWS = 40;
/** A filter is typed in this time. */
const TYPING_MS = 400;

export function StoredBar({ id, stream }: StoredBarProps) {
  const look = useLook(id);
  useReadOn(id, stream, look);
  const { log, place, stop } = look;
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const requests = followRequests(domain, stream.name, place.subject);
  const mayConsume = useStoredRights(requests).missing.length === 0;
  const stored = log?.stored;
  if (log == null || stored == null) return <div />;
  const { from, subject, problem } = stored;
  const isReading = log.state === "reading" || stored.isFollowing;
  const left = wantedFor({ ...look, stop: null, isAtEnd: true });
  return (
    <div data-stored-log={log.state}>
      {problem === null ? null : (
        <div className="border-b border-line px-3.5 py-2">
          <Refused answer={problem} subject={`DIRECT.GET.${stream.name}`} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-1 text-data text-ink-2">
        <p role="status" className="tabular-nums">
          {rangeText(log, stored)}
        </p>
        {isReading && !stored.isFollowing ? (
          <Progress
            label="Stream read"
            value={log.readBytes}
            max={log.fileBytes}
            className="max-w-40"
          />
        ) : null}
        <span className="grow" />
        <CopyButton
          text={messagesCommand(domain, stream.name, from, subject)}
          label="Copy as nats CLI"
          isCompact
        />
        {isReading ? (
          <Button {...FOCUS_HOME} size="sm" onClick={() => void stopReading()}>
            Stop
          </Button>
        ) : (
          <Button
            {...FOCUS_HOME}
            size="sm"
            title="Shows new messages as they come"
            onClick={() => choosePlace(id, { from: { kind: "live", mayConsume }, subject })}
          >
            Follow
          </Button>
        )}
        {stop === null || left === null ? null : (
          <Button
            size="sm"
            title={left === "all" ? "Reads all that the filter needs" : "Reads the next messages"}
            onClick={() => void (left === "all" ? readForAll(id, stream) : readOn(PAGE_ROWS))}
          >
            Read on
          </Button>
        )}
        {isReading ? null : (
          <Button
            size="sm"
            isOff={from <= stored.firstSeq && stored.next === null}
            title="Reads every message from the first to the last"
            onClick={() => void readAll(id, stream)}
          >
            Read all
          </Button>
        )}
      </div>
    </div>
  );
}

/** Reads what the list needs, as long as nothing was stopped. */
function useReadOn(id: EntryId, stream: StreamSummary, look: StoredLook): void {
  const { log, filter, isAtEnd, stop } = look;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the filter or of the Stop is looked at as well.
  useEffect(() => noteLook(id, isAtEnd), [id, isAtEnd, filter, stop]);
  const wanted = wantedFor(look);
  const next = log?.stored?.next ?? null;
  useEffect(() => {
    if (wanted === "page" && next !== null) void readOn(PAGE_ROWS);
  }, [wanted, next]);
  useEffect(() => {
    if (wanted !== "all") return;
    const timer = setTimeout(() => void readForAll(id, stream), TYPING_MS);
    return () => clearTimeout(timer);
  }, [wanted, id, stream]);
}

function useLook(id: EntryId): StoredLook {
  const log = useVault((state) => state.storedLog);
  const { place, stop } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const filter = useView((view) => view.filter);
  const slice = useSampledWindow();
  const isCounted = slice !== null && slice.counts.received === log?.messages;
  const shownTo = slice === null ? 0 : slice.first + slice.rows.length;
  const isAtEnd = isCounted ? shownTo + AHEAD_ROWS >= slice.counts.matching : null;
  return { place, stop, log, filter, isAtEnd };
}

function rangeText(
  { messages, state }: RecordingFacts,
  { from, next, lastSeq, isFollowing }: StoredProgress,
) {
  const count = `${formatCount(messages)} ${messages === 1 ? "message" : "messages"}`;
  if (state === "reading") return `Reading from #${formatCount(from)}: ${count}`;
  if (isFollowing) return `Following from #${formatCount(from)}: ${count}`;
  if (messages === 0) return next === null ? "No message from here on" : "No message was read yet";
  return `${count}, #${formatCount(from)} to #${formatCount((next ?? lastSeq + 1) - 1)} of #${formatCount(lastSeq)}`;
}
