// The pages beside the shown one, for lists that are read a page at a time. Each page begins behind the last subject of
// the one before.

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";

export interface PageStepsProps {
  /** "Keys": what the pages list. */
  readonly what: string;
  /** The last subject before each page up to the shown one. */
  readonly pages: readonly string[];
  /** The last subject of the shown page; undefined = it is the last page. */
  readonly next: string | undefined;
  readonly isDisabled: boolean;
  readonly onShow: (pages: readonly string[]) => void;
}

/** Renders nothing when there is one page only. */
export function PageSteps({ what, pages, next, isDisabled, onShow }: PageStepsProps) {
  if (pages.length === 1 && next === undefined) return null;
  return (
    <span className="flex">
      <Button
        tone="quiet"
        size="icon"
        aria-label={`${what} before`}
        isOff={isDisabled || pages.length === 1}
        onClick={() => onShow(pages.slice(0, -1))}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
      </Button>
      <Button
        tone="quiet"
        size="icon"
        aria-label={`${what} after`}
        isOff={isDisabled || next === undefined}
        onClick={() => next !== undefined && onShow([...pages, next])}
      >
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </span>
  );
}
