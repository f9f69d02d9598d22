// The progress of a search, whether a step found no further hit, and how many rows are selected.

import { X } from "lucide-react";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { dropMarks, stopSearch } from "@/lib/page/actions/search-actions";
import { formatCount } from "@/lib/page/format/count";
import { formatMs } from "@/lib/page/format/duration";

export function SearchStatus() {
  const slice = useSampledWindow();
  const search = slice?.search ?? null;
  const searchMs = slice?.searchMs ?? 0;
  const noHit = useView((view) => view.noHit);
  return (
    <span role="status" className="flex items-center gap-1.5 whitespace-nowrap">
      {noHit === null ? null : <span>{noHit === "older" ? "No older hit" : "No newer hit"}</span>}
      {search === null ? null : (
        <span data-search={search.isStopped ? "stopped" : "running"} className="text-warn">
          {search.isStopped ? "Stopped at" : "Searched"}{" "}
          {Math.floor((100 * search.scanned) / Math.max(1, search.total))}%
        </span>
      )}
      {search === null && searchMs > 0 ? (
        <span title="Time the search took">{formatMs(searchMs)}</span>
      ) : null}
      {search === null || search.isStopped ? null : (
        <button
          type="button"
          onClick={() => void stopSearch()}
          className="text-accent underline underline-offset-2"
        >
          Stop
        </button>
      )}
    </span>
  );
}

export function MarkedStatus() {
  const marked = useView((view) => view.marked);
  if (marked.size === 0) return null;
  return (
    <span data-marked={marked.size} className="flex items-center whitespace-nowrap">
      {formatCount(marked.size)} selected
      <button
        type="button"
        aria-label="Clear the selection"
        onClick={dropMarks}
        className="grid size-5 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}
