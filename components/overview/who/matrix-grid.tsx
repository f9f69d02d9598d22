// The matrix of "Who may": creds down, questions across. Only the cells in view are in the document. The grid has the
// focus and the keys: arrows move from cell to cell, and below it stands why that cell is as it is.

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import { cellId, Indent, MatrixRow, type Place } from "@/components/overview/who/matrix-row";
import { DECISION_LOOKS } from "@/components/permissions/decision-mark";
import { nextIndex } from "@/components/shared/list-keys";
import { VisibleText } from "@/components/ui/visible-text";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";
import { questionText, type WhoMatrix } from "@/lib/page/overview/who-matrix";
import { originText, whyText } from "@/lib/page/permissions/decision-text";

const ROW_HEIGHT = 30;
const HEAD_HEIGHT = 50;
/** As in the class names of row heads and cells. */
const NAME_WIDTH = 168;
const COLUMN_WIDTH = 128;
const PAGE_STEP = 20;
const AS_ROW = { role: "row" };
const asHeader = (column: number) => ({ role: "columnheader", "aria-colindex": column + 1 });

export function MatrixGrid({ matrix }: { readonly matrix: WhoMatrix }) {
  const { questions, rows, mayOf } = matrix;
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 4,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: questions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => COLUMN_WIDTH,
    paddingStart: NAME_WIDTH,
    scrollPaddingStart: NAME_WIDTH,
    overscan: 2,
  });
  const goTo = (next: Place) => {
    setPlace(next);
    down.scrollToIndex(next.row, { align: "auto" });
    across.scrollToIndex(next.column, { align: "auto" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { row, column } = place ?? { row: 0, column: 0 };
    const sideways = { ArrowLeft: column - 1, ArrowRight: column + 1 }[event.key];
    if (sideways !== undefined) {
      goTo({ row, column: Math.max(0, Math.min(questions.length - 1, sideways)) });
    } else {
      const next = nextIndex(event.key, place === null ? -1 : row, rows.length, PAGE_STEP);
      if (next === null) return;
      goTo({ row: next, column });
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest("[data-who-cell]") : null;
    const row = rows.findIndex(({ id }) => id === cell?.getAttribute("data-key"));
    const column = Number(cell?.getAttribute("data-who-cell") ?? Number.NaN);
    if (row >= 0 && !Number.isNaN(column)) setPlace({ row, column });
  };
  const columns = across.getVirtualItems();
  const indent = (columns[0]?.start ?? NAME_WIDTH) - NAME_WIDTH;
  const width = across.getTotalSize();
  const height = down.getTotalSize();
  return (
    <div className="grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_auto]">
      {/* biome-ignore lint/a11y/useSemanticElements: its rows are laid out by hand, which a table is not. */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Who may, by subject"
        aria-rowcount={rows.length + 1}
        aria-colcount={questions.length + 1}
        aria-activedescendant={place === null ? undefined : cellId(place)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        className="min-h-0 min-w-0 overflow-auto focus-visible:-outline-offset-2"
      >
        <div
          role="presentation"
          className="relative"
          ref={(box) => {
            if (box === null) return;
            box.style.width = `${width}px`;
            box.style.height = `${height + HEAD_HEIGHT}px`;
          }}
        >
          <div
            {...AS_ROW}
            className="sticky top-0 z-20 flex h-[50px] border-b border-line bg-sunken text-hint text-ink-2"
          >
            <div
              {...asHeader(0)}
              className="sticky left-0 z-10 flex w-42 shrink-0 items-end bg-sunken px-4 pb-1.5 font-medium"
            >
              Name
            </div>
            <Indent width={indent} />
            {columns.map(({ index }) => {
              const question = questions[index];
              return question === undefined ? null : (
                <div
                  key={index}
                  {...asHeader(index + 1)}
                  title={escapedText(questionText(question))}
                  className="grid w-32 shrink-0 content-end gap-0.5 px-2 pb-1.5"
                >
                  <span className="flex justify-between gap-2">
                    {question.action === "publish" ? "pub" : "sub"}
                    <span className="tabular-nums" title="Creds that may">
                      {formatCount(mayOf(index))}
                    </span>
                  </span>
                  <code className="truncate text-data text-ink">
                    <VisibleText>
                      {`${question.subject}${question.queue === "" ? "" : ` ${question.queue}`}`}
                    </VisibleText>
                  </code>
                </div>
              );
            })}
          </div>
          {down.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <MatrixRow
                key={row.id}
                row={row}
                position={index}
                offset={start}
                columns={columns.map((one) => one.index)}
                indent={indent}
                decisionOf={matrix.decisionOf}
                activeColumn={place?.row === index ? place.column : null}
              />
            );
          })}
        </div>
      </div>
      <Why matrix={matrix} place={place} />
    </div>
  );
}

function Why({ matrix, place }: { readonly matrix: WhoMatrix; readonly place: Place | null }) {
  const row = place === null ? undefined : matrix.rows[place.row];
  const decision = row && place ? matrix.decisionOf(row, place.column) : null;
  return (
    <p
      aria-live="polite"
      className="min-h-8 border-t border-line bg-panel px-4 py-1.5 text-data text-ink-2"
    >
      {row === undefined || decision === null ? (
        "Press a cell, or move with the arrow keys, to see the rule that decides."
      ) : (
        <>
          <b className="font-semibold text-ink">
            <VisibleText>{row.entry.label}</VisibleText>
          </b>
          ,{" "}
          <code>
            <VisibleText>{questionText(decision)}</VisibleText>
          </code>
          : <b className="font-semibold text-ink">{DECISION_LOOKS[decision.kind].word}</b>.{" "}
          <VisibleText>{whyText(decision)}</VisibleText>{" "}
          {decision.rule === null ? null : (
            <span className="text-ink-3">({originText(decision.origin)})</span>
          )}
        </>
      )}
    </p>
  );
}
