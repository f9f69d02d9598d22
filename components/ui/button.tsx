// The product's button. The tone shows its importance; the size fits it to its row.

import type { ButtonHTMLAttributes, Ref } from "react";
import { cx } from "@/lib/page/base/cx";

type Tone = "primary" | "plain" | "quiet" | "danger" | "alarm";
type Size = "md" | "bar" | "sm" | "icon";

const TONES = {
  primary: "bg-accent border-accent text-on-accent hover:not-disabled:brightness-110",
  plain: "bg-panel border-line-strong text-ink hover:not-disabled:bg-sunken",
  quiet:
    "bg-transparent border-transparent text-ink-2 hover:not-disabled:text-ink hover:not-disabled:bg-sunken",
  /** The click affects a production system. */
  alarm: "bg-bad border-bad text-panel hover:not-disabled:brightness-110",
  danger: "bg-panel border-line-strong text-bad hover:not-disabled:bg-bad-soft",
} satisfies Record<Tone, string>;

const SIZES = {
  md: "h-8.5 px-3 rounded-lg text-base",
  /** Beside a field in a bar. */
  bar: "h-7.5 px-2.5 rounded-[7px] text-small shrink-0",
  sm: "h-7 px-2.25 rounded-[7px] text-data",
  icon: "size-7.5 shrink-0 rounded-[7px] justify-center",
} satisfies Record<Size, string>;

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: Tone;
  readonly size?: Size;
  readonly ref?: Ref<HTMLButtonElement>;
  /** Cannot be pressed now. Unlike `disabled` it keeps the focus, so it is for what its own press turns off. */
  readonly isOff?: boolean;
}

/** Class names of a button, for elements that look like one (links, menu triggers). */
export function buttonClass(tone: Tone = "plain", size: Size = "md"): string {
  return cx(
    "inline-flex items-center gap-1.5 border font-medium whitespace-nowrap motion-safe:transition-colors motion-safe:duration-100",
    "disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
    TONES[tone],
    SIZES[size],
  );
}

export function Button({
  tone = "plain",
  size = "md",
  type = "button",
  className,
  isOff,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(buttonClass(tone, size), className)}
      aria-disabled={isOff}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
      {...rest}
    />
  );
}
