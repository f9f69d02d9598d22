// The open message: its payload in the chosen format, its headers and facts, and what can
// be done with it. It stays in place while more messages arrive.

import { CornerUpLeft, Download, EyeOff, ListFilter, Pencil, SquareCheck } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import { removalText, statusText } from "@/components/console/grid/row-text";
import { useHitMarks } from "@/components/console/search/use-hit-marks";
import { useView } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { editDraft } from "@/lib/page/actions/messaging-actions";
import { hideSubjects, toggleMark } from "@/lib/page/actions/search-actions";
import { chooseFormat } from "@/lib/page/actions/view-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { type PayloadFormat, viewPayload } from "@/lib/page/console/payload-display";
import { publishCommand } from "@/lib/page/console/publish-command";
import { noticeText } from "@/lib/page/diagnosis/texts/notice-text";
import { replyDraft } from "@/lib/page/state/send-draft";
import { removalOf } from "@/lib/shared/console/removal";
import type { MessageDetail as Message, NoticeRow } from "@/lib/shared/facts/console";
import { editAndResend, focusSendForm, listSubject, savePayload } from "./message-actions";
import { MessageFacts, NoticeFacts } from "./message-facts";
import { clipboardText, fittingFormats, shownFormat } from "./payload-format";
import { PayloadView } from "./payload-view";

export function MessageDetail({ tools }: { readonly tools: ReactNode }) {
  const selected = useView((view) => view.selected);
  const detail = useView((view) => view.detail);
  const notice = useView((view) => view.notice);
  const isGone = useView((view) => view.isDetailGone);
  return (
    <section
      aria-label="Message"
      className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto]"
    >
      <Content {...{ selected, detail, notice, isGone, tools }} />
    </section>
  );
}

interface ContentProps {
  readonly selected: number | null;
  readonly detail: Message | null;
  readonly notice: NoticeRow | null;
  readonly isGone: boolean;
  readonly tools: ReactNode;
}

function Content({ selected, detail, notice, isGone, tools }: ContentProps) {
  if (notice !== null) return <OpenNotice notice={notice} tools={tools} />;
  if (isGone) {
    return (
      <Quiet title="This message was dropped" tools={tools}>
        Memory is limited: the oldest messages make room for new ones. Select another row.
      </Quiet>
    );
  }
  if (detail !== null) return <OpenMessage key={detail.seq} message={detail} tools={tools} />;
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

interface OpenMessageProps {
  readonly message: Message;
  readonly tools: ReactNode;
}

function OpenMessage({ message, tools }: OpenMessageProps) {
  const chosen = useView((view) => view.format);
  const payload = useMemo(() => viewPayload(message.payload, message.decoded), [message]);
  const format = shownFormat(payload, chosen);
  const filter = useView((view) => view.filter);
  const bodyRef = useRef<HTMLDivElement>(null);
  useHitMarks(bodyRef, filter, format);
  const onReply = () => {
    editDraft((draft) => replyDraft(draft, message));
    focusSendForm("payload");
  };
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
          <RowTools message={message} />
        </div>
      </header>
      <div ref={bodyRef} className="min-h-0 overflow-y-auto px-3.5 pb-2">
        <ServiceError message={message} />
        {message.status === null ? null : (
          <p className="mb-2 rounded-[7px] bg-warn-soft px-2.5 py-1.5 text-small text-warn">
            {message.status === 503 ? (
              "503 No responders: no subscriber on the subject of the request."
            ) : (
              <VisibleText>{`${statusText(message.status)} ${message.statusText}`}</VisibleText>
            )}
          </p>
        )}
        <PayloadView
          bytes={message.payload}
          payload={payload}
          format={format}
          emptyText={removalText(removalOf(message.headers))}
        />
        <MessageFacts message={message} />
      </div>
      <footer className="flex flex-wrap gap-2 border-t border-line px-3.5 py-2">
        {message.reply === "" ? null : (
          <Button size="sm" onClick={onReply}>
            <CornerUpLeft aria-hidden className="size-3.5" />
            Reply
          </Button>
        )}
        <Button size="sm" data-hotkey="e" onClick={() => editAndResend(message)}>
          <Pencil aria-hidden className="size-3.5" />
          Edit and resend
        </Button>
        <CopyButton hotkey="c" text={() => clipboardText(message.payload, payload, format)} />
        <CopyButton
          hotkey="C"
          label="Copy as nats CLI"
          visibleText="nats CLI"
          text={() => publishCommand(message)}
        />
        <Button
          size="sm"
          aria-label="Save payload"
          title="Save the payload, byte for byte"
          disabled={message.payload.length === 0}
          onClick={() => savePayload(message, payload)}
        >
          <Download aria-hidden className="size-3.5" />
          Save
        </Button>
      </footer>
    </>
  );
}

/** A service answers with an error in these headers (ADR-32). */
function ServiceError({ message: { headers } }: { readonly message: Message }) {
  const held = (wanted: string) =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
  const [text, code] = [held("nats-service-error"), held("nats-service-error-code")];
  if (text === "" && code === "") return null;
  return (
    <p
      data-service-error={code}
      className="mb-2 rounded-[7px] bg-bad-soft px-2.5 py-1.5 text-small text-bad wrap-anywhere"
    >
      The service answered with an error: <VisibleText>{`${code} ${text}`.trim()}</VisibleText>
    </p>
  );
}

function RowTools({ message: { seq, subject } }: { readonly message: Message }) {
  const isMarked = useView((view) => view.marked.has(seq));
  return (
    <div className="flex shrink-0">
      <Button
        tone="quiet"
        size="icon"
        aria-label="Only this subject"
        title="List only this subject"
        data-hotkey="f"
        onClick={() => listSubject(subject)}
      >
        <ListFilter aria-hidden className="size-3.5" />
      </Button>
      <Button
        tone="quiet"
        size="icon"
        aria-label="Hide this subject"
        title="Leave this subject out of the list"
        data-hotkey="h"
        onClick={() => hideSubjects([subject])}
      >
        <EyeOff aria-hidden className="size-3.5" />
      </Button>
      <Button
        tone="quiet"
        size="icon"
        aria-label="Select this message"
        title="Select this message, for the export"
        aria-pressed={isMarked}
        data-hotkey="x"
        onClick={() => toggleMark(seq)}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
      >
        <SquareCheck aria-hidden className="size-3.5" />
      </Button>
    </div>
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
