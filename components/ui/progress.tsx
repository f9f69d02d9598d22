// A progress bar: the native element, with its width set by the caller.

import { cx } from "@/lib/page/base/cx";

export interface ProgressProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly className?: string;
}

export function Progress({ label, value, max, className }: ProgressProps) {
  return (
    <progress
      aria-label={label}
      value={Math.min(value, max)}
      max={Math.max(1, max)}
      className={cx("h-1.5 w-full", className)}
    />
  );
}
