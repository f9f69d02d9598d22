// The open message beside the send form: its payload in the chosen format, its headers and facts, and what can
// be done with it. It stays in place while more messages arrive.

import { CornerUpLeft, Download, Pencil } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import { statusText } from "@/components/console/grid/row-text";
import { useHitMarks } from "@/components/console/search/use-hit-marks";
import { useView } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { editDraft } from "@/lib/page/actions/messaging-actions";
import { chooseFormat } from "@/lib/page/actions/view-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { type PayloadFormat, viewPayload } from "@/lib/page/console/payload-display";
import { noticeText } from "@/lib/page/diagnosis/texts/notice-text";
import { replyDraft, resendDraft } from "@/lib/page/state/send-draft";
import type { MessageDetail as Message, NoticeRow } from "@/lib/shared/facts/console";
import { focusSendForm, savePayload } from "./message-actions";
import { MessageFacts, NoticeFacts } from "./message-facts";
import { clipboardText, fittingFormats, shownFormat } from "./payload-format";
import { PayloadView } from "./payload-view";

export function MessageDetail() {
  const selected = useView((view) => view.selected);
  const detail = useView((view) => view.detail);
  const notice = useView((view) => view.notice);
  const isGone = useView((view) => view.isDetailGone);
  return (
    <section
      aria-label="Message"
      className="grid min-h-50 min-w-0 grid-rows-[auto_minmax(0,1fr)_auto] border-t border-line @min-[520px]:min-h-0 @min-[520px]:border-t-0 @min-[520px]:border-l"
    >
      <Content {...{ selected, detail, notice, isGone }} />
    </section>
  );
}

interface ContentProps {
  readonly selected: number | null;
  readonly detail: Message | null;
  readonly notice: NoticeRow | null;
  readonly isGone: boolean;
}

function Content({ selected, detail, notice, isGone }: ContentProps) {
  if (notice !== null) return <OpenNotice notice={notice} />;
  if (isGone) {
    return (
      <Quiet title="This message was dropped">
        Memory is limited: the oldest messages make room for new ones. Select another row.
      </Quiet>
    );
  }
  if (detail !== null) return <OpenMessage key={detail.seq} message={detail} />;
  if (selected !== null) return <Quiet title="Opening…">{null}</Quiet>;
  return <Quiet title="No message selected">Select a row to see its message.</Quiet>;
}

function Quiet({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="row-span-3 grid place-content-center p-4 text-center text-ink-2">
      <p className="font-medium text-ink">{title}</p>
      {children === null ? null : <p className="mt-0.5 max-w-[44ch] text-small">{children}</p>}
    </div>
  );
}

function OpenMessage({ message }: { readonly message: Message }) {
  const chosen = useView((view) => view.format);
  const payload = useMemo(() => viewPayload(message.payload), [message.payload]);
  const format = shownFormat(payload, chosen);
  const filter = useView((view) => view.filter);
  const bodyRef = useRef<HTMLDivElement>(null);
  useHitMarks(bodyRef, filter, format);
  const onReply = () => {
    editDraft((draft) => replyDraft(draft, message));
    focusSendForm("payload");
  };
  const onResend = () => {
    editDraft((draft) => resendDraft(draft, message));
    focusSendForm("payload");
  };
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 px-3.5 pt-2.5 pb-2">
        <h3
          className="mono min-w-0 flex-1 basis-35 truncate font-semibold"
          title={escapedText(message.subject)}
        >
          <VisibleText>{message.subject}</VisibleText>
        </h3>
        <Segmented<PayloadFormat>
          label="Payload format"
          options={fittingFormats(payload)}
          value={format}
          onChange={chooseFormat}
        />
      </header>
      <div ref={bodyRef} className="min-h-0 overflow-y-auto px-3.5 pb-2">
        {message.status === null ? null : (
          <p className="mb-2 rounded-[7px] bg-warn-soft px-2.5 py-1.5 text-small text-warn">
            {message.status === 503 ? (
              "503 No responders: no subscriber on the subject of the request."
            ) : (
              <VisibleText>{`${statusText(message.status)} ${message.statusText}`}</VisibleText>
            )}
          </p>
        )}
        <PayloadView bytes={message.payload} payload={payload} format={format} />
        <MessageFacts message={message} />
      </div>
      <footer className="flex flex-wrap gap-2 border-t border-line px-3.5 py-2">
        {message.reply === "" ? null : (
          <Button size="sm" onClick={onReply}>
            <CornerUpLeft aria-hidden className="size-3.5" />
            Reply
          </Button>
        )}
        <Button size="sm" onClick={onResend}>
          <Pencil aria-hidden className="size-3.5" />
          Edit and resend
        </Button>
        <CopyButton text={() => clipboardText(message.payload, payload, format)} />
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

function OpenNotice({ notice }: { readonly notice: NoticeRow }) {
  return (
    <div className="row-span-3 min-h-0 overflow-y-auto px-3.5 py-2.5">
      <h3 className="font-semibold">{noticeText(notice.code, notice.values)}</h3>
      <NoticeFacts notice={notice} />
    </div>
  );
}
