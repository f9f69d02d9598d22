// The icons of the rows: React draws them once, hidden, and row-slot.ts copies them into each row.

import { CircleAlert, CircleCheck, CornerUpLeft, Info, TriangleAlert } from "lucide-react";
import type { Ref } from "react";
import type { RowIcons } from "./row-slot";

const NOTICE = "mr-1.5 inline-block size-3.25 align-[-2px]";

export function RowIconSet({ ref }: { ref: Ref<HTMLDivElement> }) {
  return (
    <div ref={ref} hidden>
      <CornerUpLeft
        data-icon="reply"
        aria-label="expects a reply"
        className="mr-1.5 inline-block size-3 align-[-1px] text-ink-3"
      />
      <CircleAlert data-icon="bad" aria-hidden className={NOTICE} />
      <TriangleAlert data-icon="warn" aria-hidden className={NOTICE} />
      <CircleCheck data-icon="good" aria-hidden className={NOTICE} />
      <Info data-icon="plain" aria-hidden className={NOTICE} />
    </div>
  );
}

export function iconsIn(set: HTMLElement): RowIcons {
  return {
    copy: (name) =>
      set.querySelector(`[data-icon="${name}"]`)?.cloneNode(true) ?? document.createTextNode(""),
  };
}
