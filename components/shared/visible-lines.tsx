// Untrusted text of several lines. Line breaks and tabs are kept; characters that hide or reorder text are
// shown as marks.

import { Fragment } from "react";
import { escapeControls } from "@/lib/page/base/visible-characters";

export function VisibleLines({ text }: { text: string }) {
  let offset = 0;
  return escapeControls(text, { keepLines: true }).map(({ text: part, mark }) => {
    const key = offset;
    offset += part.length;
    return mark === null ? (
      <Fragment key={key}>{part}</Fragment>
    ) : (
      <span
        key={key}
        // It stands for so many characters of the text.
        data-chars={part.length}
        title="A non-printing character"
        className="bg-warn-soft text-warn"
      >
        {mark}
      </span>
    );
  });
}
