// Untrusted text of any length: its beginning, and a button for more of it.

import { useState } from "react";
import { VisibleLines } from "@/components/shared/visible-lines";
import { formatCount } from "@/lib/page/format/count";

const FIRST_CHARS = 2_000;

interface LongTextProps {
  readonly text: string;
  readonly className?: string;
}

export function LongText({ text, className }: LongTextProps) {
  const [limit, setLimit] = useState(FIRST_CHARS);
  const left = text.length - limit;
  return (
    <>
      <span className={className}>
        <VisibleLines text={left > 0 ? text.slice(0, limit) : text} />
      </span>
      {left > 0 ? (
        <button
          type="button"
          data-more
          onClick={() => setLimit(limit * 8)}
          className="ml-1 font-sans text-accent underline"
        >
          {formatCount(left)} more characters
        </button>
      ) : null}
    </>
  );
}
