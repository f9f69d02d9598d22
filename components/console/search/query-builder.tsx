// The filter as a form, one condition per row. All conditions must hold, and of those joined by "Or" one. Form and text field say the same and
// follow each other. A row that is not filled in yet stays in the form and is left out of the text.

import { Plus, SlidersHorizontal, X } from "lucide-react";
import { useState } from "react";
import { useView } from "@/components/console/view/use-view";
import { NamedTextsList } from "@/components/shared/named-texts";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { filterBy } from "@/lib/page/actions/search-actions";
import {
  newRow,
  type QueryRow,
  type RowKind,
  rowsOf,
  textOfRows,
} from "@/lib/page/console/query-rows";
import { savedFilters } from "@/lib/page/storage/named-texts";
import { QueryRowFields } from "./query-row-fields";
import { CONDITION_KINDS } from "./query-text";

export function QueryBuilder({ className }: { className: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      label="Build a filter"
      hotkey="b"
      className={className}
      trigger={<SlidersHorizontal aria-hidden className="size-3.5" />}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <Builder onDone={() => setIsOpen(false)} />
    </Popover>
  );
}

interface Drafts {
  /** The rows as text. When it differs from the filter, the filter was changed elsewhere. */
  readonly text: string;
  readonly rows: readonly { readonly id: number; readonly row: QueryRow }[];
}

function draftsOf(text: string): Drafts {
  const rows = rowsOf(text);
  const shown = rows.length === 0 ? [newRow("subject"), newRow("text")] : rows;
  return { text, rows: shown.map((row, id) => ({ id, row })) };
}

/** What was joined to a removed row keeps its group, and joins no other. */
function withoutRow(rows: Drafts["rows"], id: number): Drafts["rows"] {
  const index = rows.findIndex((draft) => draft.id === id);
  const isFirstOfGroup = rows[index]?.row.isOr === false;
  return rows.flatMap((draft, at) => {
    if (at === index) return [];
    const isNext = at === index + 1 && isFirstOfGroup;
    return isNext ? { ...draft, row: { ...draft.row, isOr: false } } : draft;
  });
}

function Builder({ onDone }: { onDone: () => void }) {
  const filter = useView((view) => view.filter);
  const [stored, setDrafts] = useState(() => draftsOf(filter));
  // The filter may have changed in the field, or by choosing a saved one.
  const drafts = stored.text === filter ? stored : draftsOf(filter);

  const change = (rows: Drafts["rows"]) => {
    const text = textOfRows(rows.map(({ row }) => row));
    setDrafts({ text, rows });
    if (text !== filter) filterBy(text);
  };
  const add = (kind: RowKind) => {
    const id = Math.max(-1, ...drafts.rows.map((draft) => draft.id)) + 1;
    change([...drafts.rows, { id, row: newRow(kind) }]);
  };

  return (
    <form
      aria-label="Filter conditions"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <ul className="grid gap-1.5">
        {drafts.rows.map(({ id, row }, index) => (
          <li
            key={id}
            className="grid grid-cols-[36px_72px_auto_minmax(0,1fr)_auto] items-start gap-1.5"
          >
            {index === 0 ? (
              <span />
            ) : (
              <label
                title="This condition or the one above it is enough"
                className="flex items-center gap-1 pt-1 text-small text-ink-2"
              >
                <input
                  type="checkbox"
                  checked={row.isOr}
                  onChange={(event) => {
                    const next = { ...row, isOr: event.currentTarget.checked };
                    change(
                      drafts.rows.map((draft) => (draft.id === id ? { id, row: next } : draft)),
                    );
                  }}
                />
                Or
              </label>
            )}
            <span className="pt-1 text-small text-ink-2">
              {CONDITION_KINDS.find(({ kind }) => kind === row.kind)?.label}
            </span>
            <label className="flex items-center gap-1 pt-1 text-small text-ink-2">
              <input
                type="checkbox"
                checked={row.isNot}
                onChange={(event) => {
                  const next = { ...row, isNot: event.currentTarget.checked };
                  change(drafts.rows.map((draft) => (draft.id === id ? { id, row: next } : draft)));
                }}
              />
              Not
            </label>
            <QueryRowFields
              row={row}
              onChange={(next) =>
                change(drafts.rows.map((draft) => (draft.id === id ? { id, row: next } : draft)))
              }
            />
            <Button
              size="sm"
              tone="quiet"
              aria-label="Remove the condition"
              onClick={() => change(withoutRow(drafts.rows, id))}
            >
              <X aria-hidden className="size-3.5" />
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-2.5 flex flex-wrap items-center gap-1.5 border-t border-line pt-2.5">
        {CONDITION_KINDS.map(({ kind, label }) => (
          <Button key={kind} size="sm" onClick={() => add(kind)}>
            <Plus aria-hidden className="size-3" />
            {label}
          </Button>
        ))}
      </div>
      <NamedTextsList
        saved={savedFilters}
        noun="filter"
        label="Named filters"
        current={filter}
        onChoose={filterBy}
        className="mt-2.5 border-t border-line pt-2.5"
      />
      <button type="submit" className="sr-only">
        Done
      </button>
    </form>
  );
}
