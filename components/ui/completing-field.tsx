// A field that shows how the typed text may go on. The right arrow or End at the end of the text takes it, so Tab and
// Enter keep their meaning. It stays a plain text field for assistive technology, with a description.

import type { KeyboardEvent } from "react";
import { Field, type FieldProps } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";

/** A longer text scrolls inside the field, and what follows it would be in the wrong place. */
const LONGEST = 40;

export interface CompletingFieldProps extends Omit<FieldProps, "onChange" | "value" | "children"> {
  readonly value: string;
  readonly onText: (text: string) => void;
  /** The whole text that is offered. It begins with `value`. */
  readonly completion: string | null;
}

export function CompletingField({
  value,
  onText,
  completion,
  className,
  ...rest
}: CompletingFieldProps) {
  const offered =
    completion?.startsWith(value) && value.length <= LONGEST ? completion.slice(value.length) : "";
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (offered === "" || !(event.key === "ArrowRight" || event.key === "End")) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.shiftKey || selectionStart !== value.length || selectionEnd !== value.length) return;
    event.preventDefault();
    onText(value + offered);
  };
  return (
    <Field
      mono
      size="sm"
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      aria-description={offered === "" ? undefined : `The right arrow key adds ${offered}`}
      className={cx("relative", className)}
      {...rest}
    >
      {offered === "" ? null : (
        <span
          aria-hidden
          data-completion={offered}
          className="mono pointer-events-none absolute top-0 left-0 flex h-7 max-w-full items-center overflow-hidden border border-transparent px-2.25 text-data whitespace-pre"
        >
          <span className="invisible">
            <VisibleText>{value}</VisibleText>
          </span>
          <span className="text-ink-3">
            <VisibleText>{offered}</VisibleText>
          </span>
        </span>
      )}
    </Field>
  );
}
