// Filters that the user saved under a name: choose one, save the current one, or delete one. The browser stores
// only names and filter texts.

import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { filterBy } from "@/lib/page/actions/search-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import {
  dropFilter,
  loadSavedFilters,
  savedFiltersStore,
  saveFilter,
} from "@/lib/page/storage/saved-filters";

export function SavedFilters({ filter }: { filter: string }) {
  const filters = useStore(savedFiltersStore, (state) => state.filters);
  const [name, setName] = useState("");
  useEffect(loadSavedFilters, []);
  const canSave = filter.trim() !== "" && name.trim() !== "";
  const save = () => {
    if (!canSave) return;
    saveFilter(name.trim(), filter);
    setName("");
  };
  return (
    <section aria-label="Named filters" className="mt-2.5 border-t border-line pt-2.5">
      {filters.length === 0 ? null : (
        <ul className="mb-2 flex max-h-28 flex-wrap gap-1.5 overflow-y-auto">
          {filters.map((one) => (
            <li
              key={one.name}
              className="inline-flex max-w-full items-center rounded-[7px] border border-line bg-sunken"
            >
              <button
                type="button"
                title={escapedText(one.text)}
                aria-pressed={one.text === filter}
                onClick={() => filterBy(one.text)}
                className="min-w-0 truncate py-0.5 pl-2 text-data text-accent focus-visible:-outline-offset-2"
              >
                <VisibleText>{one.name}</VisibleText>
              </button>
              <button
                type="button"
                aria-label={`Delete the filter ${escapedText(one.name)}`}
                onClick={() => dropFilter(one.name)}
                className="grid size-6 shrink-0 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-1.5">
        <Field
          size="sm"
          aria-label="Name of the filter"
          placeholder={filter.trim() === "" ? "Type a filter first" : "Name this filter"}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            save();
          }}
          className="flex-1"
        />
        <Button size="sm" disabled={!canSave} onClick={save}>
          Save
        </Button>
      </div>
    </section>
  );
}
