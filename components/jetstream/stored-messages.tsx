// The messages that a stream holds, one page at a time: from a sequence, from a time, the newest, or the last of
// each subject. They are read without a consumer. All of them can be opened as a log with search and export.

import { useEffect } from "react";
import { useStore } from "zustand";
import { useBlocker } from "@/components/shared/use-blocker";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { openStoredLog, readPage } from "@/lib/page/actions/jetstream-actions";
import { cx } from "@/lib/page/base/cx";
import { messagesCommand } from "@/lib/page/console/nats-command";
import { formatCount } from "@/lib/page/format/count";
import { messageRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { MissingRights } from "./parts/missing-rights";
import { AskProblem } from "./parts/refused";
import { useStoredRights } from "./parts/use-stored-rights";
import { StoredDetailPane } from "./stored-detail";
import { StoredGrid } from "./stored-grid";
import { StoredPlaceForm } from "./stored-place-form";

export interface StoredMessagesProps {
  readonly id: EntryId;
  readonly name: string;
  /** Null when the info of the stream is refused. */
  readonly stream: StreamSummary | null;
}

export function StoredMessages({ id, name, stream }: StoredMessagesProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const rights = useStoredRights(messageRequests(domain, name, stream?.allowsDirect ?? false));
  const isOpen = rights.missing.length === 0;
  return (
    <div className="grid min-h-0 min-w-0 grow grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <div>
        <MissingRights purpose="read its messages" rights={rights} />
      </div>
      {stream === null || !isOpen ? null : <Page id={id} stream={stream} />}
    </div>
  );
}

function Page({ id, stream }: { readonly id: EntryId; readonly stream: StreamSummary }) {
  const { page, open, domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const blocker = useBlocker("read messages");
  const isFirst = page === null && blocker === null && stream.messages > 0;
  useEffect(() => {
    if (isFirst) void readPage(id, stream, { from: { kind: "newest" }, subject: ">", before: [] });
  }, [id, isFirst, stream]);
  if (stream.messages === 0) {
    return <p className="p-3.5 text-ink-2">This stream holds no messages now.</p>;
  }
  const answer = page?.answer ?? null;
  const told = answer?.ok && answer.value.kind === "told" ? answer.value.value : null;
  const first = told?.rows[0]?.sequence ?? stream.firstSeq;
  return (
    <div className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto]">
      <StoredPlaceForm id={id} stream={stream} blocker={blocker} />
      {answer !== null && told === null ? (
        <AskProblem answer={answer} subject={`DIRECT.GET.${stream.name}`} />
      ) : (
        <div
          className={cx(
            "grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)]",
            open !== null &&
              "@min-[900px]:grid-cols-[minmax(0,1fr)_minmax(320px,40%)] @max-[900px]:grid-rows-[minmax(0,1fr)_minmax(0,1.4fr)] max-[800px]:grid-rows-[minmax(0,1fr)]! max-[800px]:*:first:hidden",
          )}
        >
          <StoredGrid
            id={id}
            stream={stream}
            rows={told?.rows ?? null}
            opened={open?.sequence ?? null}
          />
          {open === null ? null : <StoredDetailPane id={id} stream={stream.name} open={open} />}
        </div>
      )}
      <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-sunken px-3.5 py-1 text-data text-ink-2">
        <span role="status">
          {page === null || page.isReading
            ? "Reading"
            : `${formatCount(told?.rows.length ?? 0)} read of ${formatCount(stream.messages)}`}
        </span>
        <span className="@max-[700px]:hidden">without a consumer, nothing is acknowledged</span>
        <span className="grow" />
        <CopyButton
          text={messagesCommand(domain, stream.name, first, page?.subject ?? ">")}
          label="Copy as nats CLI"
          isCompact
        />
        <Button
          size="sm"
          disabled={blocker !== null}
          title={
            blocker ?? "Reads every message into a log with filter, search, tree, chart and export"
          }
          onClick={() => void openStoredLog(id, stream, page?.subject ?? ">")}
        >
          Search and export
        </Button>
      </footer>
    </div>
  );
}
