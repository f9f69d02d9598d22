// A few exclusive choices side by side. They are native radio buttons, so arrow keys and screen readers
// work.

import type { LucideIcon } from "lucide-react";
import { useId } from "react";
import { cx } from "@/lib/page/base/cx";

export interface SegmentedProps<T extends string> {
  /** Names the choice for screen readers. */
  readonly label: string;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly hotkey?: string;
    /** In place of the label where the container is narrow. */
    readonly icon?: LucideIcon;
  }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly className?: string;
  readonly isDisabled?: boolean;
}

export function Segmented<T extends string>({
  label,
  options,
  value,
  onChange,
  className,
  isDisabled = false,
}: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset
      disabled={isDisabled}
      className={cx(
        "inline-flex shrink-0 overflow-hidden rounded-[7px] border border-line-strong",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        className,
      )}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.icon === undefined ? undefined : option.label}
          className={cx(
            "relative px-2.25 py-0.75 text-data",
            option.value === value
              ? "bg-accent-soft font-medium text-accent"
              : isDisabled
                ? "text-ink-2"
                : "text-ink-2 hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            data-hotkey={option.hotkey}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 enabled:cursor-pointer appearance-none outline-none"
          />
          <OptionLabel {...option} />
        </label>
      ))}
    </fieldset>
  );
}

function OptionLabel({
  label,
  icon: Icon,
}: {
  readonly label: string;
  readonly icon?: LucideIcon;
}) {
  if (Icon === undefined) return label;
  return (
    <>
      <Icon aria-hidden className="size-4.5 @min-[620px]:hidden" />
      <span className="@max-[620px]:sr-only">{label}</span>
    </>
  );
}
