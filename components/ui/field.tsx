// Text fields. `mono` is for text that goes over the wire. The accessible name comes from aria-label or
// from a <label>. An error is linked to the field and announced.

import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { cx } from "@/lib/page/base/cx";

const FIELD =
  "w-full min-w-0 border border-line-strong bg-sunken text-ink aria-invalid:border-bad disabled:opacity-60";

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "size"> {
  readonly mono?: boolean;
  readonly size?: "md" | "bar" | "sm";
  readonly error?: string | null;
  readonly ref?: Ref<HTMLInputElement>;
  /** Over the field. */
  readonly children?: ReactNode;
}

/** Class names of a text field, for inputs that another component renders. */
export function fieldClass({
  mono = false,
  size,
}: Pick<FieldProps, "mono"> & { size: "md" | "bar" | "sm" }): string {
  return cx(
    FIELD,
    mono && "mono",
    size === "sm"
      ? "h-7 rounded-[7px] px-2.25 text-data"
      : size === "bar"
        ? "h-7.5 rounded-[7px] px-2.25"
        : "h-8.5 rounded-lg px-2.5",
  );
}

export function Field({
  mono = false,
  size = "md",
  error,
  className,
  children,
  ...rest
}: FieldProps) {
  const errorId = useId();
  return (
    <div className={cx("min-w-0", className)}>
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        className={fieldClass({ mono, size })}
        {...rest}
      />
      {children}
      {error ? (
        <p id={errorId} role="alert" className="mt-1 text-small text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ className, ...rest }: TextAreaProps) {
  return (
    <textarea
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      className={cx(FIELD, "mono resize-none rounded-lg px-2.5 py-2", className)}
      {...rest}
    />
  );
}
