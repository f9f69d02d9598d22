// One row element of the stream, made once and filled again and again: a message or a notice. Owned by
// row-pool.ts. Writes only what differs from what stands there, as text, never as markup.

import { slotClass } from "@/components/console/subscribe/colours";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { noticeText } from "@/lib/page/diagnosis/texts/notice-text";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatTime } from "@/lib/page/format/time";
import type { MessageRow, NoticeRow, Row } from "@/lib/shared/facts/console";
import { HitText } from "./hit-element";
import {
  ACTIVE_ROW,
  BAR,
  CELL,
  MESSAGE_ROW,
  NOTICE_ROWS,
  type NoticeTone,
  noticeFigures,
  noticeTone,
  ROW,
  rowId,
  SELECTED_MESSAGE,
  SELECTED_NOTICE,
  SIZE_CELL,
  statusWords,
} from "./row-look";

export interface RowMarks {
  readonly isSelected: boolean;
  /** The keys act on it. */
  readonly isActive: boolean;
  /** What is to stand out in subject and payload; null = nothing. */
  readonly hits: RegExp | null;
}

/** Icons are drawn by React once (row-icons.tsx) and copied from there. */
export interface RowIcons {
  readonly copy: (name: "reply" | NoticeTone) => Node;
}

export class RowSlot {
  readonly element = part("div", ROW);
  private readonly time = new HitText(cell("text-ink-3"));
  private readonly bar = part("span", BAR);
  private readonly icon = part("span", "");
  private readonly subject = new HitText(part("span", ""));
  private readonly reply = part("span", "");
  private readonly status = part("span", "mr-2 text-warn");
  private readonly preview = new HitText(part("span", ""));
  private readonly previewCell = cell("");
  private readonly size = new HitText(cell(cx(SIZE_CELL, "text-ink-3")));
  private row: Row | null = null;
  private hits: RegExp | null = null;
  private iconName = "";

  constructor(private readonly icons: RowIcons) {
    const { element } = this;
    element.setAttribute("role", "row");
    this.bar.setAttribute("aria-hidden", "true");
    this.reply.append(icons.copy("reply"));
    const subjectCell = cell("");
    subjectCell.append(this.bar, this.icon, this.subject.element);
    this.previewCell.append(this.reply, this.status, this.preview.element);
    element.append(this.time.element, subjectCell, this.previewCell, this.size.element);
  }

  fill(row: Row, marks: RowMarks): void {
    if (row !== this.row || marks.hits !== this.hits) {
      if (row.kind === "message") this.fillMessage(row, marks.hits);
      else this.fillNotice(row, marks.hits);
      if (row.seq !== this.row?.seq) this.element.id = rowId(row.seq);
      this.row = row;
      this.hits = marks.hits;
    }
    put(this.element, "aria-selected", String(marks.isSelected));
    const kind =
      row.kind === "message"
        ? marks.isSelected
          ? SELECTED_MESSAGE
          : MESSAGE_ROW
        : cx(NOTICE_ROWS[noticeTone(row.code)], marks.isSelected && SELECTED_NOTICE);
    putClass(this.element, cx(ROW, kind, marks.isActive && ACTIVE_ROW));
  }

  /** From 1, among the rows that match. */
  place(index: number): void {
    put(this.element, "aria-rowindex", String(index));
  }

  private fillMessage(row: MessageRow, hits: RegExp | null): void {
    const { status, previewKind, preview } = row;
    put(this.element, "data-message", String(row.seq));
    this.element.removeAttribute("data-notice");
    this.element.removeAttribute("data-seq");
    this.time.show(formatTime(row.at));
    putClass(this.time.element, cx(CELL, "text-ink-3"));
    putClass(this.bar, cx(BAR, slotClass(row.colour)));
    this.showIcon("");
    this.subject.show(escapedText(row.subject), hits);
    this.reply.hidden = !row.hasReply;
    this.status.textContent = status === null ? "" : statusWords(status);
    this.status.hidden = status === null;
    putClass(this.previewCell, cx(CELL, previewKind !== "text" && "text-ink-3"));
    if (previewKind === "binary") this.preview.show(`‹ ${preview} ›`);
    else if (previewKind === "empty") this.preview.show(status === null ? "empty" : "");
    else this.preview.show(preview, hits);
    this.size.show(formatBytes(row.payloadBytes));
  }

  private fillNotice(row: NoticeRow, hits: RegExp | null): void {
    const { code, subject, detail } = row;
    const words = [noticeText(code), noticeFigures(row), escapedText(detail)];
    put(this.element, "data-notice", code);
    put(this.element, "data-seq", String(row.seq));
    this.element.removeAttribute("data-message");
    this.time.show(formatTime(row.at));
    putClass(this.time.element, CELL);
    putClass(this.bar, "hidden");
    this.showIcon(noticeTone(code));
    this.subject.show(subject === "" ? "Session" : escapedText(subject), hits);
    this.reply.hidden = true;
    this.status.hidden = true;
    putClass(this.previewCell, CELL);
    this.preview.show(words.filter((part) => part !== "").join(": "), hits);
    this.size.show("");
  }

  private showIcon(name: "" | NoticeTone): void {
    if (name === this.iconName) return;
    this.iconName = name;
    this.icon.replaceChildren(...(name === "" ? [] : [this.icons.copy(name)]));
  }
}

function part(tag: "div" | "span", className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

function cell(className: string): HTMLElement {
  const element = part("div", cx(CELL, className));
  element.setAttribute("role", "gridcell");
  return element;
}

function put(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function putClass(element: Element, className: string): void {
  if (element.className !== className) element.className = className;
}
