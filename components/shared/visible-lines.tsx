// Text of several lines from outside: line breaks and tabs as they are, what hides or reorders as a mark.

import { Fragment } from "react";
import { escapeControls } from "@/lib/page/base/visible-characters";

export function VisibleLines({ text }: { text: string }) {
  let at = 0;
  return escapeControls(text, { keepLines: true }).map((segment) => {
    const key = at;
    at += segment.text.length;
    return segment.mark === null ? (
      <Fragment key={key}>{segment.text}</Fragment>
    ) : (
      <span key={key} title="A character that is not printed" className="bg-warn-soft text-warn">
        {segment.mark}
      </span>
    );
  });
}
