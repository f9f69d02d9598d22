// The objects of an object store, a page at a time: size, chunks, digest, links, and deleted ones as such. An object is
// downloaded to disk, where the browser can write there, and its digest is verified.

import { Download } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { MissingRights } from "@/components/jetstream/parts/missing-rights";
import { PageSteps } from "@/components/jetstream/parts/page-steps";
import { AskProblem } from "@/components/jetstream/parts/refused";
import { shownName } from "@/components/jetstream/parts/stored-items";
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
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { canWriteToDisk } from "@/lib/page/actions/export-sink";
import {
  downloadObject,
  fileNameOf,
  MEMORY_LIMIT,
  readObjects,
} from "@/lib/page/actions/stored/object-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { objectCommand, objectsCommand } from "@/lib/page/console/nats-command";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { messageRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { objectStore } from "@/lib/page/state/stored/object-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { ObjectPage, ObjectRow } from "@/lib/shared/facts/stored";
import { DownloadBar } from "./download-bar";

export interface StoreObjectsProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
}

const TITLES = ["Object", "Size", "Chunks", "Stored", "Digest", "Download"];

export function StoreObjects({ id, stream }: StoreObjectsProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const store = useStore(objectStore.store, () => objectStore.of(id));
  const blocker = useBlocker("read objects");
  const rights = useStoredRights(messageRequests(domain, stream.name, stream.allowsDirect));
  const mayRead = blocker === null && rights.missing.length === 0;
  // The stream is a new object after each refresh, and the list is read again then.
  useEffect(() => {
    if (mayRead) void readObjects(id, stream);
  }, [id, mayRead, stream]);
  const answer = store.stream === stream.name ? store.answer : null;
  const told = answer?.ok && answer.value.kind === "told" ? answer.value.value : null;
  const { download } = store;
  const isBusy = download !== null && download.end === null;
  const rows = told?.rows ?? [];
  const problem = isBusy ? "One download runs at a time" : blocker;
  const { gridProps, rowProps, activeIndex } = useRowKeys({
    keys: rows.map(({ subject }) => subject),
    onOpen: (index) => {
      const row = rows[index];
      if (row !== undefined && !row.isDeleted && problemOf(row, problem) === null) {
        void downloadObject(id, stream, row, (url) => save(url, row.name));
      }
    },
  });
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col">
      <MissingRights purpose="read its objects" rights={rights} />
      <div className={cx(GRID_BOX, "grow")}>
        {answer !== null && told === null ? (
          <AskProblem answer={answer} subject={`DIRECT.GET.${stream.name}`} />
        ) : (
          <table
            aria-label="Objects"
            aria-rowcount={told?.total ?? 0}
            {...{ role: "grid" }}
            {...gridProps}
            {...FOCUS_HOME}
            className={GRID_TABLE}
          >
            <thead className="sticky top-0 bg-panel text-hint text-ink-3">
              <tr>
                {TITLES.map((title) => (
                  <th
                    key={title}
                    className="h-7 px-2 font-medium whitespace-nowrap @max-[640px]:nth-3:hidden @max-[640px]:nth-4:hidden @max-[640px]:nth-5:hidden"
                  >
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <Item
                  key={row.subject}
                  id={id}
                  stream={stream}
                  row={row}
                  rowProps={rowProps(index)}
                  isActive={index === activeIndex}
                  domain={domain}
                  blocker={problem}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {download === null ? null : <DownloadBar id={id} download={download} domain={domain} />}
      <footer className="flex items-center gap-2 border-t border-line bg-sunken px-3.5 py-1 text-data text-ink-2">
        <span role="status">
          {told !== null
            ? countText(told)
            : mayRead && answer === null
              ? "Reading"
              : (blocker ?? "Not read")}
        </span>
        <span className="grow" />
        <CopyButton
          text={objectsCommand(domain, shownName(stream.name))}
          label="Copy as nats CLI"
          isCompact
        />
        <PageSteps
          what="Objects"
          pages={store.pages}
          next={told?.isMore ? told.rows.at(-1)?.subject : undefined}
          isDisabled={!mayRead}
          onShow={(pages) => void readObjects(id, stream, pages)}
        />
      </footer>
    </div>
  );
}

interface ItemProps extends StoreObjectsProps {
  readonly row: ObjectRow;
  readonly rowProps: RowProps;
  /** Tab goes to the buttons of the row that the keys act on. */
  readonly isActive: boolean;
  readonly domain: string;
  /** Why nothing can be downloaded now; null = it can. */
  readonly blocker: string | null;
}

function Item({ id, stream, row, rowProps, isActive, domain, blocker }: ItemProps) {
  const { name, bytes, chunks, at, digest, isDeleted, link } = row;
  const problem = problemOf(row, blocker);
  const tabIndex = isActive ? 0 : -1;
  return (
    <tr {...rowProps} data-object={name} className={cx(GRID_ROW, "h-7.5")}>
      <td className="mono px-2 wrap-anywhere">
        <VisibleText>{name}</VisibleText>
        {isDeleted ? <span className="ml-1.5 font-sans text-warn">deleted</span> : null}
        {link === "" ? null : (
          <span className="ml-1.5 font-sans text-ink-3">
            link to <VisibleText>{link}</VisibleText>
          </span>
        )}
      </td>
      <td className="px-2 whitespace-nowrap tabular-nums">
        {isDeleted || link !== "" ? "" : formatBytes(bytes)}
      </td>
      <td className="px-2 tabular-nums @max-[640px]:hidden">{formatCount(chunks)}</td>
      <td className="px-2 whitespace-nowrap text-ink-3 @max-[640px]:hidden">
        <When ms={at} precise />
      </td>
      <td
        className="mono max-w-40 truncate px-2 text-ink-3 @max-[640px]:hidden"
        title={escapedText(digest)}
      >
        <VisibleText>{digest}</VisibleText>
      </td>
      <td className="px-2 whitespace-nowrap">
        {isDeleted ? null : (
          <>
            <Button
              tone="quiet"
              size="icon"
              tabIndex={tabIndex}
              isOff={problem !== null}
              title={problem ?? "Download, and verify the digest"}
              aria-label={`Download ${escapedText(name)}`}
              onClick={() => void downloadObject(id, stream, row, (url) => save(url, name))}
            >
              <Download aria-hidden className="size-3.5" />
            </Button>
            <CopyButton
              text={objectCommand(domain, shownName(stream.name), name)}
              label="Copy the nats command that downloads it"
              isCompact
              tabIndex={tabIndex}
            />
          </>
        )}
      </td>
    </tr>
  );
}

/** Why this object cannot be downloaded now; null = it can. */
function problemOf({ bytes }: ObjectRow, blocker: string | null): string | null {
  if (bytes <= MEMORY_LIMIT || canWriteToDisk()) return blocker;
  return `This browser cannot write to disk, so objects of more than ${formatBytes(MEMORY_LIMIT)} are not downloaded here. Copy the nats command instead`;
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = fileNameOf(name);
  link.click();
}

function countText({ rows, total }: ObjectPage): string {
  if (total === 0) return "This store has no objects";
  const gone = rows.filter(({ isDeleted }) => isDeleted).length;
  const objects = `${formatCount(total)} ${total === 1 ? "object" : "objects"}`;
  return gone === 0 ? objects : `${objects}, ${formatCount(gone)} deleted`;
}
