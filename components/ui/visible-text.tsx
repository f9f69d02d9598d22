// Untrusted text, such as names, subjects and server errors. Control and bidirectional characters are
// shown as marks, so they cannot reorder the text around them.

import { Fragment } from "react";
import { escapeControls } from "@/lib/page/base/visible-characters";

export interface VisibleTextProps {
  readonly children: string;
  /** Keeps line breaks and tabs, for text of several lines. */
  readonly keepLines?: boolean;
}

export function VisibleText({ children, keepLines = false }: VisibleTextProps) {
  let offset = 0;
  return (
    <bdi>
      {escapeControls(children, { keepLines }).map(({ text: part, mark }) => {
        const key = offset;
        offset += part.length;
        return mark ? (
          <span
            key={key}
            className="mono rounded-sm bg-warn-soft px-0.5 text-hint text-warn"
            title="A non-printing character"
          >
            {mark}
          </span>
        ) : (
          <Fragment key={key}>{part}</Fragment>
        );
      })}
    </bdi>
  );
}
