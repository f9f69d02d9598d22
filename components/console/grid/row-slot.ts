// One row element of the grid, made once and filled again and again with a message or a notice. Owned by
// row-pool.ts. It writes only what has changed, as text, never as markup.

import type { Hits } from "@/components/console/search/hits";
import { slotClass } from "@/components/console/subscribe/colours";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatTime } from "@/lib/page/format/time";
import type { MessageRow, NoticeRow, Row } from "@/lib/shared/facts/console";
import { HitElement } from "./hit-element";
import {
  ACTIVE_ROW,
  CELL,
  COLOUR_BAR,
  MESSAGE_ROW,
  NOTICE_ROWS,
  type NoticeTone,
  noticeTone,
  PAYLOAD_CELL,
  ROW,
  rowId,
  SELECTED_MESSAGE,
  SELECTED_NOTICE,
  SIZE_CELL,
} from "./row-look";
import { noticeRowText, noticeSubjectText, previewText, rowStatusText, timeText } from "./row-text";

export interface RowMarks {
  readonly isSelected: boolean;
  /** True for the row that the keys act on. */
  readonly isActive: boolean;
  /** What to mark in subject and payload; null = nothing. */
  readonly hits: Hits | null;
}

/** Copies of the icons that React draws once (row-icons.tsx). */
export interface RowIcons {
  readonly copy: (name: "reply" | NoticeTone) => Node;
}

export class RowSlot {
  readonly element = part("div", ROW);
  private readonly time = new HitElement(cell("text-ink-3"));
  private readonly sequence = new HitElement(cell("shrink-0 pr-0 text-ink-3"));
  private readonly bar = part("span", COLOUR_BAR);
  private readonly icon = part("span", "");
  private readonly subject = new HitElement(part("span", ""));
  private readonly reply = part("span", "");
  private readonly status = part("span", "mr-2 text-warn");
  private readonly form = part("span", "mr-1.5 text-ink-3");
  private readonly preview = new HitElement(part("span", ""));
  private readonly previewCell = cell(PAYLOAD_CELL);
  private readonly size = new HitElement(cell(cx(SIZE_CELL, "text-ink-3")));
  private row: Row | null = null;
  private hits: Hits | null = null;
  private iconName = "";

  constructor(private readonly icons: RowIcons) {
    const { element } = this;
    element.setAttribute("role", "row");
    this.bar.setAttribute("aria-hidden", "true");
    this.reply.append(icons.copy("reply"));
    const subjectCell = cell("min-w-0 grow");
    subjectCell.append(this.bar, this.icon, this.subject.element);
    // Both share a column, since only a stored message has a number in its stream.
    const named = part("div", "flex min-w-0");
    named.setAttribute("role", "presentation");
    named.append(this.sequence.element, subjectCell);
    this.previewCell.append(this.reply, this.status, this.form, this.preview.element);
    element.append(this.time.element, named, this.previewCell, this.size.element);
  }

  fill(row: Row, marks: RowMarks): void {
    if (row !== this.row || marks.hits !== this.hits) {
      if (row.kind === "message") this.fillMessage(row, marks.hits);
      else this.fillNotice(row, marks.hits);
      if (row.seq !== this.row?.seq) this.element.id = rowId(row.seq);
      this.row = row;
      this.hits = marks.hits;
    }
    setAttribute(this.element, "aria-selected", String(marks.isSelected));
    const kind =
      row.kind === "message"
        ? marks.isSelected
          ? SELECTED_MESSAGE
          : MESSAGE_ROW
        : cx(NOTICE_ROWS[noticeTone(row.code)], marks.isSelected && SELECTED_NOTICE);
    setClass(this.element, cx(ROW, kind, marks.isActive && ACTIVE_ROW));
  }

  /** Counts from 1, among the rows that match. */
  setRowIndex(index: number): void {
    setAttribute(this.element, "aria-rowindex", String(index));
  }

  private fillMessage(row: MessageRow, hits: Hits | null): void {
    const { previewKind } = row;
    setAttribute(this.element, "data-message", String(row.seq));
    this.element.removeAttribute("data-notice");
    this.element.removeAttribute("data-seq");
    this.markStored(row.sequence);
    this.time.show(timeText(row));
    setClass(this.time.element, cx(CELL, "text-ink-3"));
    const { sequence } = row;
    setClass(this.bar, sequence === null ? cx(COLOUR_BAR, slotClass(row.colour)) : "hidden");
    this.showIcon("");
    this.subject.show(escapedText(row.subject), hits);
    this.reply.hidden = !row.hasReply;
    const status = rowStatusText(row);
    this.status.textContent = status;
    this.status.hidden = status === "";
    this.form.textContent = row.decodedAs ?? "";
    this.form.hidden = row.decodedAs === undefined;
    setClass(this.previewCell, cx(PAYLOAD_CELL, previewKind !== "text" && "text-ink-3"));
    // Hits are marked only in text: bytes and the word "empty" are not part of the message.
    this.preview.show(previewText(row), previewKind === "text" ? hits : null);
    this.size.show(formatBytes(row.payloadBytes));
  }

  private fillNotice(row: NoticeRow, hits: Hits | null): void {
    const { code } = row;
    setAttribute(this.element, "data-notice", code);
    setAttribute(this.element, "data-seq", String(row.seq));
    this.element.removeAttribute("data-message");
    this.markStored(null);
    this.time.show(formatTime(row.at));
    setClass(this.time.element, CELL);
    setClass(this.bar, "hidden");
    this.showIcon(noticeTone(code));
    this.subject.show(noticeSubjectText(row), hits);
    this.reply.hidden = true;
    this.status.hidden = true;
    this.form.hidden = true;
    setClass(this.previewCell, PAYLOAD_CELL);
    this.preview.show(noticeRowText(row), hits);
    this.size.show("");
  }

  /** The number of a stored message in its stream. */
  private markStored(sequence: number | null): void {
    this.sequence.element.hidden = sequence === null;
    this.sequence.show(sequence === null ? "" : `#${sequence}`);
    if (sequence === null) this.element.removeAttribute("data-stored-message");
    else setAttribute(this.element, "data-stored-message", String(sequence));
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

function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function setClass(element: Element, className: string): void {
  if (element.className !== className) element.className = className;
}
