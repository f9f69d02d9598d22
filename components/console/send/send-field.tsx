// A small field of the send form, with its unit inside the frame and its problem below.

import { CompletingField } from "@/components/ui/completing-field";

interface SendFieldProps {
  /** The accessible name. It is not visible; `prefix` is. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
  readonly placeholder?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly hotkey?: string;
  /** Of a subject: what it may become. */
  readonly completion?: string | null;
}

export function SendField({
  label,
  value,
  onChange,
  problem,
  placeholder,
  prefix,
  suffix,
  hotkey,
  completion = null,
}: SendFieldProps) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5">
      {prefix === undefined ? null : (
        <span aria-hidden className="shrink-0 text-small text-ink-2">
          {prefix}
        </span>
      )}
      <CompletingField
        aria-label={label}
        data-hotkey={hotkey}
        data-send-field={hotkey === undefined ? undefined : "subject"}
        inputMode={prefix === undefined ? undefined : "numeric"}
        placeholder={placeholder}
        value={value}
        error={problem}
        completion={completion}
        onText={onChange}
        className={prefix === undefined ? "flex-1" : "w-20 *:text-right"}
      />
      {suffix === undefined ? null : (
        <span aria-hidden className="text-small text-ink-2">
          {suffix}
        </span>
      )}
    </div>
  );
}
