// The keys of a KV bucket with their last revisions. A deleted or expired key is named as such and is never shown
// as an empty value. A key opens its last revision; its history is the messages of its subject.

import { History } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { previewText } from "@/components/console/grid/row-text";
import { useBlocker } from "@/components/shared/use-blocker";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { openStoredMessage, readKeys, readPage } from "@/lib/page/actions/jetstream-actions";
import { keysCommand } from "@/lib/page/console/nats-command";
import { formatCount } from "@/lib/page/format/count";
import { messageRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredRow } from "@/lib/shared/facts/stored";
import { checkSubscribeSubject } from "@/lib/shared/grammar/subject";
import { MissingRights } from "./missing-rights";
import { AskProblem } from "./refused";
import { StoredDetailPane } from "./stored-detail";
import { shownName } from "./stored-items";
import { useStoredRights } from "./use-stored-rights";

export interface BucketKeysProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
}

export function BucketKeys({ id, stream }: BucketKeysProps) {
  const { keys, open, domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const blocker = useBlocker("read keys");
  const rights = useStoredRights(messageRequests(domain, stream.name, stream.allowsDirect));
  const [filter, setFilter] = useState("");
  const wanted = filter.trim();
  const isWrong = wanted !== "" && !checkSubscribeSubject(wanted).ok;
  const mayRead = blocker === null && rights.missing.length === 0;
  const isFirst = keys === null && mayRead;
  useEffect(() => {
    if (isFirst) void readKeys(id, stream, "");
  }, [id, isFirst, stream]);
  const answer = keys?.answer ?? null;
  const told = answer?.ok && answer.value.kind === "told" ? answer.value.value : null;
  const bucket = shownName(stream.name);
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col">
      <MissingRights purpose="read its keys" rights={rights} />
      <form
        className="flex items-start gap-1.5 border-b border-line bg-sunken px-3 py-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (mayRead && !isWrong) void readKeys(id, stream, wanted);
        }}
      >
        <Field
          mono
          size="sm"
          aria-label="Filter keys"
          placeholder="keys, such as feature.>"
          className="w-64 max-w-full"
          value={filter}
          error={isWrong ? "This is not a key or pattern." : null}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Button size="sm" type="submit" disabled={!mayRead || isWrong} title={blocker ?? undefined}>
          Read
        </Button>
        <CopyButton text={keysCommand(domain, bucket)} label="Copy as nats CLI" isCompact />
      </form>
      {answer !== null && told === null ? (
        <AskProblem answer={answer} subject={`DIRECT.GET.${stream.name}`} />
      ) : (
        <div className="min-h-0 grow overflow-auto">
          <table
            aria-label="Keys"
            {...{ role: "grid" }}
            className="mono w-full text-left text-data"
          >
            <thead className="text-hint text-ink-3">
              <tr>
                {["Key", "Revision", "Value", "Time", ""].map((title) => (
                  <th
                    key={title}
                    className="h-7 px-2 font-medium whitespace-nowrap max-[800px]:nth-4:hidden"
                  >
                    {title === "" ? <span className="sr-only">History</span> : title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {told?.rows.map((row) => (
                <KeyRow key={row.subject} id={id} stream={stream} row={row} bucket={bucket} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open === null ? null : (
        <div className="grid max-h-[50%] min-h-0 shrink-0 border-t border-line">
          <StoredDetailPane id={id} stream={stream.name} open={open} />
        </div>
      )}
      <p role="status" className="border-t border-line bg-sunken px-3.5 py-1 text-data text-ink-2">
        {keys === null || keys.isReading
          ? mayRead
            ? "Reading"
            : "Not read"
          : countText(told?.rows ?? [])}
        {told?.isCut ? " More keys match; type a narrower filter." : ""}
      </p>
    </div>
  );
}

interface KeyRowProps extends BucketKeysProps {
  readonly row: StoredRow;
  readonly bucket: string;
}

function KeyRow({ id, stream, row, bucket }: KeyRowProps) {
  const { subject, sequence, operation, isExpiry, at } = row;
  const key = subject.slice(`$KV.${bucket}.`.length);
  const showHistory = () => {
    jetStreamStore.change(id, { tab: "messages", open: null });
    const from = { kind: "sequence", sequence: stream.firstSeq } as const;
    void readPage(id, stream, { from, subject, before: [] });
  };
  return (
    <tr
      data-kv-key={key}
      data-revision={sequence}
      data-operation={operation}
      className="border-t border-line/55 hover:bg-sunken"
    >
      <td className="max-w-60 truncate px-2">
        <button
          type="button"
          className="max-w-full truncate text-left"
          onClick={() => void openStoredMessage(id, stream, sequence)}
        >
          <VisibleText>{key}</VisibleText>
        </button>
      </td>
      <td className="px-2 text-ink-3">{sequence}</td>
      <td className="max-w-0 w-full truncate px-2">
        {operation === "PUT" ? (
          <VisibleText>{previewText({ ...row, status: null })}</VisibleText>
        ) : (
          <span className="text-warn">
            {isExpiry ? "expired" : operation === "DEL" ? "deleted" : "purged"}
          </span>
        )}
      </td>
      <td className="px-2 whitespace-nowrap text-ink-3 max-[800px]:hidden">
        <When ms={at} precise />
      </td>
      <td className="px-1">
        <Button tone="quiet" size="icon" aria-label="History of this key" onClick={showHistory}>
          <History aria-hidden className="size-3.5" />
        </Button>
      </td>
    </tr>
  );
}

function countText(rows: readonly StoredRow[]): string {
  const gone = rows.filter(({ operation }) => operation !== "PUT").length;
  const keys = `${formatCount(rows.length)} ${rows.length === 1 ? "key" : "keys"}`;
  return gone === 0 ? `${keys}.` : `${keys}, ${formatCount(gone)} deleted or expired.`;
}
