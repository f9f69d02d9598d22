// Headers and facts of the open message or notice. Repeated header names are shown as often as they were sent.

import type { ReactNode } from "react";
import { noticeFigureText } from "@/components/console/grid/row-text";
import { VisibleText } from "@/components/ui/visible-text";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { formatMs } from "@/lib/page/format/duration";
import { formatDate, formatTime } from "@/lib/page/format/time";
import type { MessageDetail, NoticeRow } from "@/lib/shared/facts/console";
import { headerMeaning } from "./header-text";

const LIST = "mt-2.5 grid grid-cols-[minmax(88px,auto)_minmax(0,1fr)] gap-x-3 gap-y-1";

export function MessageFacts({ message }: { message: MessageDetail }) {
  const { headers, reply, answerTo, at, seq, payload, stored } = message;
  return (
    <>
      {headers.length === 0 ? null : (
        <dl aria-label="Headers" className={LIST}>
          {headers.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, and the order never changes.
            <Fact key={index} title={<VisibleText>{name}</VisibleText>}>
              <VisibleText>{value}</VisibleText>
              <span className="block font-sans text-small text-ink-2">
                {headerMeaning(name, value)}
              </span>
            </Fact>
          ))}
        </dl>
      )}
      <dl aria-label="Facts" className={LIST}>
        {answerTo === null ? null : (
          <Fact title="Answer to">
            <VisibleText>{answerTo.subject}</VisibleText>
            <span className="font-sans text-ink-2"> in {formatMs(answerTo.elapsedMs)}</span>
          </Fact>
        )}
        {reply === "" ? null : (
          <Fact title="Reply to">
            <VisibleText>{reply}</VisibleText>
          </Fact>
        )}
        {stored === null ? null : (
          <Fact title="Sequence">
            #{formatCount(stored.sequence)} of <VisibleText>{stored.stream}</VisibleText>
          </Fact>
        )}
        <Fact title={stored === null ? "Received" : "Stored"}>
          {stored === null ? "" : `${formatDate(at / 1000)}, `}
          {formatTime(at)}, {formatBytes(payload.length)}
          {payload.length >= 1000 ? ` (${formatCount(payload.length)} B)` : ""}
          {stored === null ? `, seq ${formatCount(seq)}` : ""}
        </Fact>
      </dl>
    </>
  );
}

export function NoticeFacts({ notice }: { notice: NoticeRow }) {
  return (
    <dl aria-label="Facts" className={LIST}>
      {notice.subject === "" ? null : (
        <Fact title="Subject">
          <VisibleText>{notice.subject}</VisibleText>
        </Fact>
      )}
      {notice.detail === "" ? null : (
        <Fact title="Server said">
          <VisibleText>{notice.detail}</VisibleText>
        </Fact>
      )}
      {noticeFigureText(notice) === "" ? null : (
        <Fact title={notice.code === "flow/too-large" ? "Size" : "For"}>
          {noticeFigureText(notice)}
        </Fact>
      )}
      <Fact title="At">
        {formatTime(notice.at)}, seq {formatCount(notice.seq)}
      </Fact>
    </dl>
  );
}

function Fact({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="max-w-[24ch] wrap-anywhere text-small text-ink-3">{title}</dt>
      <dd className="mono min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
