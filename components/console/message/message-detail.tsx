// The open message: its payload in the chosen format, its headers and facts, and what can
// be done with it. It stays in place while more messages arrive.

import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { removalText } from "@/components/console/grid/row-text";
import { useView } from "@/components/console/view/use-view";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { chooseFormat } from "@/lib/page/actions/view-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { type PayloadFormat, readingOf, viewPayload } from "@/lib/page/console/payload-display";
import { noticeText } from "@/lib/page/diagnosis/texts/notice-text";
import { chosenFormat } from "@/lib/page/state/console-store";
import { removalOf } from "@/lib/shared/console/removal";
import type { MessageDetail as Message, NoticeRow } from "@/lib/shared/facts/console";
import { DetailFooter, RowTools } from "./detail-footer";
import { DiffView } from "./diff-view";
import { FindBar, FindButton } from "./find/find-bar";
import { useHitMarks } from "./find/use-hit-marks";
import type { Goal } from "./find/use-shown-part";
import { lookFor, useWantedText } from "./find/wanted-text";
import { MessageFacts, NoticeFacts } from "./message-facts";
import { MessageMeaning, PackedLine } from "./message-meaning";
import { fittingFormats, shownFormat } from "./payload-format";
import { PayloadView } from "./payload-view";
import { DecoderChoice } from "./schemas/decoder-choice";
import { SchemaLine } from "./schemas/schema-line";

export function MessageDetail({ tools }: { readonly tools: ReactNode }) {
  const selected = useView((view) => view.selected);
  const detail = useView((view) => view.detail);
  const notice = useView((view) => view.notice);
  const isGone = useView((view) => view.isDetailGone);
  const compared = useView((view) => view.compared);
  const wanted = useWantedText();
  return (
    <section
      aria-label="Message"
      className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto]"
    >
      {compared === null ? (
        <Content {...{ selected, detail, notice, isGone, tools, wanted }} onFind={lookFor} />
      ) : (
        <DiffView a={compared.a} b={compared.b} tools={tools} />
      )}
    </section>
  );
}

interface ContentProps {
  readonly selected: number | null;
  readonly detail: Message | null;
  readonly notice: NoticeRow | null;
  readonly isGone: boolean;
  readonly tools: ReactNode;
  /** What is looked for in the payload, in one message after the other; null while the field is closed. */
  readonly wanted: string | null;
  readonly onFind: (wanted: string | null) => void;
}

function Content({ selected, detail, notice, isGone, tools, wanted, onFind }: ContentProps) {
  if (notice !== null) return <OpenNotice notice={notice} tools={tools} />;
  if (isGone) {
    return (
      <Quiet title="This message was dropped" tools={tools}>
        Memory is limited: the oldest messages make room for new ones. Select another row.
      </Quiet>
    );
  }
  if (detail !== null) {
    return <OpenMessage key={detail.seq} message={detail} {...{ tools, wanted, onFind }} />;
  }
  if (selected !== null) {
    return (
      <Quiet title="Opening…" tools={tools}>
        {null}
      </Quiet>
    );
  }
  return (
    <Quiet title="No message selected" tools={tools}>
      Select a row to see its message.
    </Quiet>
  );
}

interface QuietProps {
  readonly title: string;
  readonly tools: ReactNode;
  readonly children: ReactNode;
}

function Quiet({ title, tools, children }: QuietProps) {
  return (
    <>
      <div className="flex justify-end px-1.5 pt-1.5">{tools}</div>
      <div className="grid place-content-center p-4 text-center text-ink-2">
        <p className="font-medium text-ink">{title}</p>
        {children === null ? null : <p className="mt-0.5 max-w-[44ch] text-small">{children}</p>}
      </div>
    </>
  );
}

interface OpenMessageProps extends Pick<ContentProps, "tools" | "wanted" | "onFind"> {
  readonly message: Message;
}

function OpenMessage({ message, tools, wanted, onFind }: OpenMessageProps) {
  const chosen = useView((view) => chosenFormat(view, message.subject));
  const payload = useMemo(() => viewPayload(message.payload, message), [message]);
  const format = shownFormat(payload, chosen);
  const reading = useMemo(
    () => readingOf(message.payload, payload, format),
    [message, payload, format],
  );
  const [goal, setGoal] = useState<{ readonly of: unknown; readonly hit: Goal } | null>(null);
  const onGoal = useCallback((hit: Goal) => setGoal({ of: reading, hit }), [reading]);
  const filter = useView((view) => view.filter);
  const bodyRef = useRef<HTMLDivElement>(null);
  useHitMarks(bodyRef, filter, format);
  return (
    <>
      <header className="grid gap-1.5 pt-1.5 pr-1.5 pb-2 pl-3.5">
        <div className="flex min-w-0 items-center gap-2">
          <h2
            className="mono min-w-0 flex-1 truncate font-semibold"
            title={escapedText(message.subject)}
          >
            <VisibleText>{message.subject}</VisibleText>
          </h2>
          {tools}
        </div>
        <div className="flex items-center justify-between gap-2">
          <Segmented<PayloadFormat>
            label="Payload format"
            options={fittingFormats(payload)}
            value={format}
            onChange={chooseFormat}
          />
          <div className="flex shrink-0">
            <FindButton wanted={wanted} onFind={onFind} />
            <RowTools message={message} />
          </div>
        </div>
        {wanted === null ? null : (
          <FindBar body={bodyRef} {...{ wanted, onFind, reading, onGoal }} />
        )}
      </header>
      <div
        ref={bodyRef}
        data-payload-body
        // The ring of what has the focus needs room at the edge.
        className="-mt-1 min-h-0 overflow-y-auto px-3.5 pt-1 pb-2"
      >
        <MessageMeaning message={message} />
        <PackedLine message={message} />
        <SchemaLine message={message} format={format} />
        {message.payload.length === 0 ? null : (
          <DecoderChoice
            subject={message.subject}
            isText={payload.text !== null && payload.unpacked === null}
          />
        )}
        <PayloadView
          bytes={message.payload}
          payload={payload}
          format={format}
          // A place in one format is none in another.
          goal={wanted !== null && goal?.of === reading ? goal.hit : null}
          isSearched={wanted !== null}
          emptyText={removalText(removalOf(message.headers))}
        />
        <MessageFacts message={message} />
      </div>
      <DetailFooter message={message} payload={payload} format={format} />
    </>
  );
}

interface OpenNoticeProps {
  readonly notice: NoticeRow;
  readonly tools: ReactNode;
}

function OpenNotice({ notice, tools }: OpenNoticeProps) {
  return (
    <div className="row-span-3 min-h-0 overflow-y-auto pt-1.5 pr-1.5 pb-2.5 pl-3.5">
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 pt-1.5 font-semibold">
          {noticeText(notice.code, notice.values)}
        </h2>
        {tools}
      </div>
      <NoticeFacts notice={notice} />
    </div>
  );
}
