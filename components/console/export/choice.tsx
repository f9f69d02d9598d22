// A group of native radio buttons, one below the other, each with a line that explains it.

import { useId } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly hint: string;
    readonly isDisabled?: boolean;
  }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>({ legend, options, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-data font-semibold text-ink-2">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            "flex items-baseline gap-2 rounded-lg border px-2.5 py-1.5",
            option.value === value ? "border-accent bg-accent-soft" : "border-line",
            option.isDisabled && "text-ink-3",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.isDisabled}
            onChange={() => onChange(option.value)}
          />
          <span className="min-w-0">
            <span className="block font-medium">{option.label}</span>
            <span className="block text-small text-ink-2 wrap-anywhere">
              <VisibleText>{option.hint}</VisibleText>
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
