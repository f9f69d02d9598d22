// The frame around a payload, and the button that shows more of it.

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/lib/page/base/cx";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { formatCount } from "@/lib/page/format/count";
import { keepFocus } from "./find/keep-focus";

interface PayloadBoxProps {
  readonly format: PayloadFormat;
  readonly wraps?: boolean;
  /** Where what is drawn begins in the whole payload (lib/page/console/find). */
  readonly at?: number | undefined;
  /** Bytes in a row of a dump. */
  readonly width?: number | undefined;
  readonly children: ReactNode;
}

export function PayloadBox({ format, wraps = false, at, width, children }: PayloadBoxProps) {
  return (
    <pre
      data-payload
      data-format={format}
      data-at={at}
      data-width={width}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling element must be reachable by keyboard.
      tabIndex={0}
      className={cx(
        "overflow-x-auto rounded-lg border border-line bg-sunken p-2.5 leading-[1.55] focus-visible:-outline-offset-2",
        wraps ? "wrap-anywhere whitespace-pre-wrap" : "whitespace-pre",
      )}
    >
      {children}
    </pre>
  );
}

interface ShowMoreProps {
  /** Where the part that is shown begins and ends. */
  readonly from?: number;
  readonly shown: number;
  readonly total: number;
  readonly unit: string;
  readonly onMore: (limit: number) => void;
}

/** Renders nothing once everything is shown. */
export function ShowMore({ from = 0, shown, total, unit, onMore }: ShowMoreProps) {
  if (shown >= total) return null;
  return (
    <p className="mt-1.5 flex items-center gap-2 text-small text-ink-2">
      <Button size="sm" data-more onClick={() => onMore(from + (shown - from) * 4)}>
        Show more
      </Button>
      {from === 0 ? "" : `${formatCount(from + 1)} to `}
      {formatCount(shown)} of {formatCount(total)} {unit}
    </p>
  );
}

interface ShowEarlierProps {
  /** So much before the part is not shown. */
  readonly from: number;
  readonly unit: string;
  readonly onEarlier: () => void;
}

/** Stands above a part that does not begin at the start. */
export function ShowEarlier({ from, unit, onEarlier }: ShowEarlierProps) {
  if (from === 0) return null;
  return (
    <p className="mb-1.5 flex items-center gap-2 text-small text-ink-2">
      <Button
        size="sm"
        data-earlier
        onClick={({ currentTarget }) => keepFocus(currentTarget, onEarlier)}
      >
        Show earlier
      </Button>
      {formatCount(from)} {unit} before
    </p>
  );
}
