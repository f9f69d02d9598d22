// The keys of a KV bucket, a page at a time, with their last revisions. Deleted and expired keys are named as such.
// A key opens beside the list, with its value and its history.

import { useEffect } from "react";
import { useStore } from "zustand";
import { previewText } from "@/components/console/grid/row-text";
import { MissingRights } from "@/components/jetstream/parts/missing-rights";
import { PageSteps } from "@/components/jetstream/parts/page-steps";
import { AskProblem } from "@/components/jetstream/parts/refused";
import { FOCUS_HOME } from "@/components/jetstream/parts/use-focus-home";
import {
  GRID_BOX,
  GRID_ROW,
  GRID_TABLE,
  type RowProps,
  useRowKeys,
} from "@/components/jetstream/parts/use-row-keys";
import { useStoredRights } from "@/components/jetstream/parts/use-stored-rights";
import { useBlocker } from "@/components/shared/use-blocker";
import { When } from "@/components/shared/when";
import { VisibleText } from "@/components/ui/visible-text";
import { closeKey, openKey, readKeys } from "@/lib/page/actions/stored/bucket-actions";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { messageRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { bucketStore } from "@/lib/page/state/stored/bucket-store";
import type { KeyPage, StoredRow } from "@/lib/shared/facts/stored";
import type { BucketProps } from "./bucket-props";
import { KeyFilter } from "./key-filter";
import { KeyPane } from "./key-pane";

export function BucketKeys({ id, stream }: BucketProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const bucket = useStore(bucketStore.store, () => bucketStore.of(id));
  const blocker = useBlocker("read keys");
  const rights = useStoredRights(messageRequests(domain, stream.name, stream.allowsDirect));
  const mayRead = blocker === null && rights.missing.length === 0;
  // The stream is a new object after each refresh, and the keys are read again then.
  useEffect(() => {
    if (mayRead) void readKeys(id, stream);
  }, [id, mayRead, stream]);
  const isShown = bucket.stream === stream.name;
  const answer = isShown ? bucket.answer : null;
  const told = answer?.ok && answer.value.kind === "told" ? answer.value.value : null;
  const open = isShown ? bucket.key : null;
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col">
      <MissingRights purpose="read its keys" rights={rights} />
      <KeyFilter id={id} stream={stream} mayRead={mayRead} blocker={blocker} />
      {answer !== null && told === null ? (
        <AskProblem answer={answer} subject={`DIRECT.GET.${stream.name}`} />
      ) : (
        <div
          className={cx(
            "grid min-h-0 min-w-0 grow grid-cols-[minmax(0,1fr)]",
            open !== null &&
              "@min-[760px]:grid-cols-[minmax(0,1fr)_minmax(280px,42%)] @max-[760px]:grid-rows-[minmax(0,1fr)_minmax(0,1.6fr)]",
          )}
        >
          <KeyTable id={id} stream={stream} page={told} opened={open?.subject ?? null} />
          {open === null ? null : (
            <KeyPane key={open.subject} id={id} stream={stream} open={open} />
          )}
        </div>
      )}
      <footer className="flex items-center gap-2 border-t border-line bg-sunken px-3.5 py-1 text-data text-ink-2">
        <span role="status">
          {bucket.isReading && told === null
            ? "Reading"
            : told === null
              ? (blocker ?? "Not read")
              : countText(told, bucket.pages.length)}
        </span>
        <span className="grow" />
        <PageSteps
          what="Keys"
          pages={bucket.pages}
          next={told?.isMore ? told.rows.at(-1)?.subject : undefined}
          isDisabled={!mayRead}
          onShow={(pages) => void readKeys(id, stream, { filter: bucket.filter, pages })}
        />
      </footer>
    </div>
  );
}

interface KeyTableProps extends BucketProps {
  readonly page: KeyPage | null;
  readonly opened: string | null;
}

function KeyTable({ id, stream, page, opened }: KeyTableProps) {
  const rows = page?.rows ?? [];
  const open = (index: number) => {
    const row = rows[index];
    if (row !== undefined) void openKey(id, stream, row.subject, row.sequence);
  };
  const { gridProps, rowProps } = useRowKeys({
    keys: rows.map(({ subject }) => subject),
    onOpen: open,
    // As an open message does.
    onMove: (index) => opened !== null && open(index),
    onEscape: () => {
      closeKey(id);
      return opened !== null;
    },
  });
  return (
    <div className={GRID_BOX}>
      <table
        aria-label="Keys"
        aria-rowcount={page?.total ?? 0}
        {...{ role: "grid" }}
        {...gridProps}
        {...FOCUS_HOME}
        className={cx(GRID_TABLE, "mono")}
      >
        <thead className="sticky top-0 bg-panel text-hint text-ink-3">
          <tr>
            {["Key", "Value", "Revision", "Changed"].map((title) => (
              <th
                key={title}
                className="h-7 px-2 font-medium whitespace-nowrap nth-3:text-right @max-[500px]:nth-4:hidden"
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <KeyRow
              key={row.subject}
              row={row}
              rowProps={rowProps(index)}
              isOpen={row.subject === opened}
              onOpen={() => open(index)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface KeyRowProps {
  readonly row: StoredRow;
  readonly rowProps: RowProps;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function KeyRow({ row, rowProps, isOpen, onOpen }: KeyRowProps) {
  const { subject, sequence, removal, at } = row;
  const key = subject.split(".").slice(2).join(".");
  return (
    <tr
      {...rowProps}
      data-kv-key={key}
      data-revision={sequence}
      data-operation={operationOf(row)}
      data-removal={removal ?? undefined}
      aria-selected={isOpen}
      onClick={onOpen}
      className={cx(GRID_ROW, "cursor-pointer aria-selected:bg-accent-soft")}
    >
      <td className="max-w-0 w-[40%] truncate px-2 py-0.75">
        <VisibleText>{key}</VisibleText>
      </td>
      <td className="max-w-0 w-[60%] truncate px-2">
        <span className={removal === null ? undefined : "font-sans text-warn"}>
          <VisibleText>{previewText({ ...row, status: null })}</VisibleText>
        </span>
      </td>
      <td className="px-2 text-right text-ink-3">{sequence}</td>
      <td className="px-2 whitespace-nowrap text-ink-3 @max-[500px]:hidden">
        <When ms={at} precise />
      </td>
    </tr>
  );
}

/** The name of the operation in ADR-8. An expired key has a marker that counts as a purge. */
function operationOf({ removal }: StoredRow): "PUT" | "DEL" | "PURGE" {
  if (removal === null) return "PUT";
  return removal === "deleted" ? "DEL" : "PURGE";
}

function countText({ rows, total, isMore }: KeyPage, page: number): string {
  const gone = rows.filter(({ removal }) => removal !== null).length;
  const keys = `${formatCount(total)} ${total === 1 ? "key" : "keys"}`;
  const part = page > 1 || isMore ? `, page ${page} with ${formatCount(rows.length)}` : "";
  return gone === 0 ? `${keys}${part}` : `${keys}${part}, ${formatCount(gone)} deleted or expired`;
}
