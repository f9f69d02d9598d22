// Text from outside (names, subjects, server words): control and bidirectional characters are shown as
// marks and cannot turn the text around them.

import { Fragment } from "react";
import { escapeControls } from "@/lib/page/base/visible-characters";

export interface VisibleTextProps {
  readonly children: string;
  /** Line breaks and tabs stay as they are: for text of several lines. */
  readonly keepLines?: boolean;
}

export function VisibleText({ children, keepLines = false }: VisibleTextProps) {
  let at = 0;
  return (
    <bdi>
      {escapeControls(children, { keepLines }).map((segment) => {
        const key = at;
        at += segment.text.length;
        return segment.mark ? (
          <span
            key={key}
            className="mono rounded-sm bg-warn-soft px-0.5 text-hint text-warn"
            title="A character that is not printed"
          >
            {segment.mark}
          </span>
        ) : (
          <Fragment key={key}>{segment.text}</Fragment>
        );
      })}
    </bdi>
  );
}
