// How certain something is: three squares and a word.

import { cx } from "@/lib/page/base/cx";
import type { Certainty } from "@/lib/shared/facts/causes";
import { CERTAINTY_SQUARES, CERTAINTY_WORDS } from "./certainty-text";

const SQUARES = [1, 2, 3] as const;

export function CertaintyMark({ of }: { of: Certainty }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1.25 text-small font-semibold">
      <span aria-hidden className="inline-flex gap-0.5">
        {SQUARES.map((square) => (
          <i
            key={square}
            className={cx(
              "size-2 rounded-[2px] border border-current",
              square <= CERTAINTY_SQUARES[of] && "bg-current",
            )}
          />
        ))}
      </span>
      {CERTAINTY_WORDS[of]}
    </span>
  );
}
