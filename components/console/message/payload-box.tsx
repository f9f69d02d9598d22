// The frame around a payload, and the button that shows more of it.

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/lib/page/base/cx";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { formatCount } from "@/lib/page/format/count";

interface PayloadBoxProps {
  readonly format: PayloadFormat;
  readonly wraps?: boolean;
  readonly children: ReactNode;
}

export function PayloadBox({ format, wraps = false, children }: PayloadBoxProps) {
  return (
    <pre
      data-payload
      data-format={format}
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
  readonly shown: number;
  readonly total: number;
  readonly unit: string;
  readonly onMore: (limit: number) => void;
}

/** Renders nothing once everything is shown. */
export function ShowMore({ shown, total, unit, onMore }: ShowMoreProps) {
  if (shown >= total) return null;
  return (
    <p className="mt-1.5 flex items-center gap-2 text-small text-ink-2">
      <Button size="sm" data-more onClick={() => onMore(shown * 4)}>
        Show more
      </Button>
      {formatCount(shown)} of {formatCount(total)} {unit}
    </p>
  );
}
