// One cause: what is wrong with the actual values and what to do next.

import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/base/cx";
import type { Evidence } from "@/lib/diagnosis/findings";
import { causeText } from "@/lib/diagnosis/text";
import type { Cause, Certainty } from "@/lib/facts/causes";

const CERTAINTY = {
  proven: { word: "certain", className: "text-bad" },
  likely: { word: "likely", className: "text-warn" },
  possible: { word: "possible", className: "text-ink-2" },
  "ruled-out": { word: "ruled out", className: "text-ink-3" },
} satisfies Record<Certainty, { word: string; className: string }>;

export interface CauseCardProps {
  readonly cause: Cause;
  /** Only its name: where the same cause stands in full in the verdict. */
  readonly isBrief?: boolean;
  /** Who it is about, for the lines to copy. */
  readonly names?: Evidence;
  /** Nothing was sent yet: says what comes of connecting all the same. */
  readonly isAhead?: boolean;
}

export function CauseCard({ cause, isBrief = false, names, isAhead = false }: CauseCardProps) {
  const text = causeText(cause, Date.now(), names);
  const { word, className } = CERTAINTY[cause.certainty];
  return (
    <li
      data-cause={cause.code}
      data-certainty={cause.certainty}
      className={cx(isBrief ? "" : "rounded-[10px] border border-line bg-panel px-3 py-2.75")}
    >
      <div className="flex items-baseline justify-between gap-3">
        {isBrief ? (
          <p className="min-w-0 wrap-anywhere">
            <VisibleText>{text.title}</VisibleText>
          </p>
        ) : (
          <h3 className="min-w-0 font-semibold wrap-anywhere">
            <VisibleText>{text.title}</VisibleText>
          </h3>
        )}
        <span className={cx("text-data font-medium whitespace-nowrap", className)}>{word}</span>
      </div>
      {isBrief ? null : (
        <>
          <p className="mt-0.75 text-ink-2 wrap-anywhere">
            <VisibleText>{text.meaning}</VisibleText>
          </p>
          <p className="mt-1.5 wrap-anywhere">
            <VisibleText>{text.next}</VisibleText>
          </p>
          {isAhead && text.anyway ? (
            <p className="mt-1.5 text-ink-2 wrap-anywhere">
              If you connect all the same: {text.anyway}
            </p>
          ) : null}
          {text.command ? <CopyLine text={text.command} label="Copy the command" /> : null}
          {text.config ? <CopyLine text={text.config} label="Copy the configuration" /> : null}
          {text.link ? (
            <a
              href={text.link}
              target="_blank"
              rel="noopener noreferrer"
              className="mt-1.5 inline-block text-accent underline wrap-anywhere"
            >
              {text.link}
            </a>
          ) : null}
          {text.log ? (
            <p className="mt-1.5 text-hint text-ink-3 wrap-anywhere">
              Server log, debug level: <code className="text-hint">{text.log}</code>
            </p>
          ) : null}
        </>
      )}
    </li>
  );
}

function CopyLine({ text, label }: { text: string; label: string }) {
  return (
    <div className="mt-1.5 flex items-center gap-2 rounded-lg bg-sunken px-2.5 py-1">
      <code className="min-w-0 grow text-hint wrap-anywhere">
        <VisibleText>{text}</VisibleText>
      </code>
      <CopyButton text={text} label={label} isCompact />
    </div>
  );
}
