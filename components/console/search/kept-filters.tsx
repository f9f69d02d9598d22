// The saved filters that fit what is typed, offered under the filter field. The down arrow leads from the field to
// them (filter-field.tsx), the arrows from one to the next, and Esc back.

import { type KeyboardEvent, useEffect } from "react";
import { useStore } from "zustand";
import { VisibleText } from "@/components/ui/visible-text";
import { filterBy } from "@/lib/page/actions/search-actions";
import { savedFilters } from "@/lib/page/storage/named-texts";

const OFFERED = 5;
const FIELD = 'input[aria-label="Filter"]';

export function KeptFilters({ filter }: { readonly filter: string }) {
  const kept = useStore(savedFilters.store, (state) => state.texts);
  useEffect(savedFilters.load, []);
  const typed = filter.trim().toLowerCase();
  const fitting = kept
    .filter(({ name, text }) => text !== filter && `${name}\n${text}`.toLowerCase().includes(typed))
    .slice(0, OFFERED);
  if (fitting.length === 0) return null;
  return (
    <ul
      aria-label="Saved filters that fit"
      onKeyDown={onKeyDown}
      className="mt-2 grid border-t border-line pt-1.5"
    >
      {fitting.map(({ name, text }) => (
        <li key={name} className="min-w-0">
          <button
            type="button"
            data-kept-filter={name}
            onClick={(event) => {
              filterBy(text);
              fieldOf(event.currentTarget)?.focus();
            }}
            className="flex h-6.5 w-full min-w-0 items-center gap-2 text-left focus-visible:-outline-offset-2"
          >
            <span className="max-w-1/2 shrink-0 truncate text-accent">
              <VisibleText>{name}</VisibleText>
            </span>
            <code className="min-w-0 truncate text-ink-2">
              <VisibleText>{text}</VisibleText>
            </code>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Moves the focus from the field to the first of them. False when there is none. */
export function enterKeptFilters(field: Element): boolean {
  const first = field.closest("search")?.querySelector<HTMLElement>("[data-kept-filter]");
  first?.focus();
  return first != null;
}

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-kept-filter]")];
  const at = all.findIndex((one) => one.matches(":focus"));
  const next = step === 0 ? undefined : all[at + step];
  if (next !== undefined) next.focus();
  else if (step !== 1) fieldOf(event.currentTarget)?.focus();
}

function fieldOf(element: Element): HTMLElement | null {
  return element.closest("search")?.querySelector<HTMLElement>(FIELD) ?? null;
}
