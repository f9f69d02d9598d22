// One key of a bucket: the value at the shown revision, its history, and two revisions compared.

import { GitCompare, X } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { previewText } from "@/components/console/grid/row-text";
import {
  clipboardText,
  fittingFormats,
  shownFormat,
} from "@/components/console/message/payload-format";
import { PayloadView } from "@/components/console/message/payload-view";
import { AskProblem } from "@/components/jetstream/parts/refused";
import { FOCUS_HOME } from "@/components/jetstream/parts/use-focus-home";
import { useNow } from "@/components/shared/use-now";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { bucketOf, closeKey, readRevision } from "@/lib/page/actions/stored/bucket-actions";
import { historyCommand, revisionCommand } from "@/lib/page/console/nats-command";
import { type PayloadFormat, viewPayload } from "@/lib/page/console/payload-display";
import { formatCount } from "@/lib/page/format/count";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { OpenKey, OpenRevision } from "@/lib/page/state/stored/bucket-store";
import type { StoredDetail, StoredRow } from "@/lib/shared/facts/stored";
import type { BucketProps } from "./bucket-props";
import { RevisionDiff } from "./revision-diff";

export interface KeyPaneProps extends BucketProps {
  readonly open: OpenKey;
}

export function KeyPane({ id, stream, open }: KeyPaneProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const { subject, history, shown, other } = open;
  const bucket = bucketOf(stream.name);
  const key = subject.split(".").slice(2).join(".");
  const told = history?.ok && history.value.kind === "told" ? history.value.value : null;
  const row = told?.rows.find(({ sequence }) => sequence === shown.sequence) ?? null;
  return (
    <section
      aria-label="Key"
      data-stored-open=""
      onKeyDown={(event) => {
        const isInTree = event.target instanceof Element && event.target.closest("[role=tree]");
        if (event.key === "Escape" && !event.defaultPrevented && !isInTree) closeKey(id);
      }}
      className="grid min-h-0 min-w-0 grid-rows-[auto_minmax(0,1fr)] border-line-strong @max-[760px]:border-t @min-[760px]:border-l"
    >
      <header className="flex items-center gap-1 px-3.5 py-1">
        <h3 className="mono min-w-0 grow truncate font-semibold">
          <VisibleText>{key}</VisibleText>
        </h3>
        <CopyButton
          text={revisionCommand(domain, bucket, key, shown.sequence)}
          label="Copy the nats command for this revision"
          isCompact
        />
        <Button tone="quiet" size="icon" aria-label="Close the key" onClick={() => closeKey(id)}>
          <X aria-hidden className="size-3.5" />
        </Button>
      </header>
      <div className="min-h-0 min-w-0 overflow-y-auto">
        {other === null ? (
          <Value shown={shown} row={row} />
        ) : (
          <RevisionDiff id={id} shown={shown} other={other} />
        )}
        <div className="flex items-center px-3.5 pt-2">
          <h4 className="grow text-data font-semibold">
            History{" "}
            <span className="font-normal text-ink-3">
              {told === null
                ? ""
                : `${formatCount(told.rows.length)} ${told.rows.length === 1 ? "revision" : "revisions"}`}
            </span>
          </h4>
          <CopyButton
            text={historyCommand(domain, bucket, key)}
            label="Copy the nats command for the history"
            isCompact
          />
        </div>
        {history !== null && told === null ? (
          <AskProblem answer={history} subject={`DIRECT.GET.${stream.name}`} />
        ) : (
          <ul aria-label="History">
            {told?.rows.toReversed().map((one) => (
              <Revision key={one.sequence} id={id} stream={stream} open={open} row={one} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

interface RevisionProps extends KeyPaneProps {
  readonly row: StoredRow;
}

function Revision({ id, stream, open: { subject, shown, other }, row }: RevisionProps) {
  const { sequence, removal, at } = row;
  const isShown = sequence === shown.sequence;
  const readAt = useNow(60_000);
  return (
    <li
      data-kv-revision={sequence}
      data-removal={removal ?? undefined}
      className={
        isShown
          ? "flex items-center bg-accent-soft pr-2 text-data"
          : "flex items-center pr-2 text-data hover:bg-sunken"
      }
    >
      <button
        {...(isShown ? FOCUS_HOME : {})}
        type="button"
        aria-pressed={isShown}
        onClick={() => void readRevision(id, stream, subject, "shown", sequence)}
        className="mono grid min-w-0 grow grid-cols-[52px_62px_minmax(0,1fr)_auto] gap-2 px-3.5 py-1 text-left focus-visible:-outline-offset-2"
      >
        <span className="text-right text-ink-3">{sequence}</span>
        <span className={removal === null ? "text-ink-3" : "text-warn"}>{removal ?? "put"}</span>
        <span className="truncate">
          {removal === null ? (
            <VisibleText>{previewText({ ...row, status: null })}</VisibleText>
          ) : null}
        </span>
        <span className="text-ink-3">
          <When ms={at} nearMs={readAt} />
        </span>
      </button>
      <Button
        tone="quiet"
        size="icon"
        disabled={isShown || removal !== null}
        aria-pressed={other?.sequence === sequence}
        aria-label={`Compare with revision ${sequence}`}
        title={`Compare with revision ${sequence}`}
        onClick={() => void readRevision(id, stream, subject, "other", sequence)}
      >
        <GitCompare aria-hidden className="size-3.5" />
      </Button>
    </li>
  );
}

interface ValueProps {
  readonly shown: OpenRevision;
  /** Null until the history is read. */
  readonly row: StoredRow | null;
}

function Value({ shown: { sequence, answer }, row }: ValueProps) {
  if (answer === null) return <Note text="Opening" />;
  if (!answer.ok || answer.value.kind !== "told") {
    return <AskProblem answer={answer} subject="STREAM.MSG.GET" />;
  }
  const found = answer.value.value;
  if (found === null) return <Note text={`Revision ${sequence} is not stored any more.`} />;
  if (row !== null && row.removal !== null) {
    return <Note text={`The key was ${row.removal} at this revision. It has no value.`} />;
  }
  return <Payload key={sequence} found={found} />;
}

const Note = ({ text }: { readonly text: string }) => (
  <p role="status" className="px-3.5 py-2 text-ink-2">
    {text}
  </p>
);

function Payload({ found: { payload: bytes, at, sequence } }: { readonly found: StoredDetail }) {
  const payload = viewPayload(bytes);
  const [chosen, setChosen] = useState<PayloadFormat | null>(null);
  const format = shownFormat(payload, chosen);
  return (
    <div className="grid gap-2 px-3.5 pb-1">
      <p className="text-data text-ink-3">
        Revision {sequence}, <When ms={at} precise />
      </p>
      <div className="flex items-center gap-1">
        <Segmented<PayloadFormat>
          label="Format"
          options={fittingFormats(payload)}
          value={format}
          onChange={setChosen}
        />
        <span className="grow" />
        <CopyButton
          text={() => clipboardText(bytes, payload, format)}
          label="Copy the value"
          isCompact
        />
      </div>
      <PayloadView bytes={bytes} payload={payload} format={format} />
    </div>
  );
}
