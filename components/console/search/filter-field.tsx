// The filter field, with buttons to step from hit to hit, to list hits only or all rows, and to open the form
// that says the same as the text.

import { ArrowDown, ArrowUp, ListFilter, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useView } from "@/components/console/view/use-view";
import { Field } from "@/components/ui/field";
import { filterBy, goToHit, listAll } from "@/lib/page/actions/search-actions";
import { cx } from "@/lib/page/base/cx";
import { FilterHint } from "./filter-hint";
import { enterKeptFilters } from "./kept-filters";
import { QueryBuilder } from "./query-builder";

export function FilterField() {
  const filter = useView((view) => view.filter);
  const isListingAll = useView((view) => view.isListingAll);
  const ref = useRef<HTMLInputElement>(null);
  const [isHinting, setHinting] = useState(false);
  /** The hint stays while the focus is in the field or in the hint itself. */
  const isHinted = (target: EventTarget | null) =>
    target instanceof Element &&
    (target === ref.current || target.closest("[data-filter-hint]") !== null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" && enterKeptFilters(event.currentTarget)) {
      event.preventDefault();
    }
    if (event.key !== "Enter" || filter === "") return;
    event.preventDefault();
    void goToHit(event.shiftKey ? 1 : -1);
  };
  return (
    <search
      className="relative min-w-0 flex-1 basis-42"
      onFocus={(event) => setHinting(isHinted(event.target))}
      onBlur={(event) => setHinting(isHinted(event.relatedTarget))}
    >
      <Field
        ref={ref}
        mono
        size="sm"
        aria-label="Filter"
        data-hotkey="/"
        placeholder='orders.> "EUR" size>1k .total > 100'
        value={filter}
        onChange={(event) => filterBy(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className={cx("*:bg-panel", filter === "" ? "*:pr-8" : "*:pr-33")}
      />
      <div className="absolute top-0 right-0 flex">
        {filter === "" ? null : (
          <>
            <Tool
              label="Previous hit"
              title="Older hit: Enter, or N"
              hotkey="N"
              onPress={() => void goToHit(-1)}
            >
              <ArrowUp aria-hidden className="size-3.5" />
            </Tool>
            <Tool
              label="Next hit"
              title="Newer hit: Shift Enter, or n"
              hotkey="n"
              onPress={() => void goToHit(1)}
            >
              <ArrowDown aria-hidden className="size-3.5" />
            </Tool>
            <Tool
              label="Only hits"
              title={isListingAll ? "List only the hits" : "List all rows and mark the hits"}
              isPressed={!isListingAll}
              onPress={() => void listAll(!isListingAll)}
            >
              <ListFilter aria-hidden className="size-3.5" />
            </Tool>
          </>
        )}
        <QueryBuilder className={TOOL} />
        {filter === "" ? null : (
          <Tool
            label="Remove the filter"
            onPress={() => {
              filterBy("");
              ref.current?.focus();
            }}
          >
            <X aria-hidden className="size-3.5" />
          </Tool>
        )}
      </div>
      <FilterHint filter={filter} isShown={isHinting} />
    </search>
  );
}

const TOOL =
  "grid h-7 w-6.5 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-pressed:text-accent";

interface ToolProps {
  readonly label: string;
  readonly title?: string;
  readonly hotkey?: string;
  readonly isPressed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Tool({ label, title = label, hotkey, isPressed, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={title}
      data-hotkey={hotkey}
      aria-pressed={isPressed}
      onClick={onPress}
      className={TOOL}
    >
      {children}
    </button>
  );
}
