// One check as a line: its state as icon, word and colour, its title, and its evidence below.

import { Check as CheckIcon, CircleDashed, type LucideIcon, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import type { CauseCode, CheckId, CheckState } from "@/lib/shared/facts/causes";

export const CHECK_STATES = {
  pass: { icon: CheckIcon, word: "passed", className: "text-ok" },
  warn: { icon: TriangleAlert, word: "warning", className: "text-warn" },
  fail: { icon: X, word: "failed", className: "text-bad" },
  unknown: { icon: CircleDashed, word: "not known", className: "text-ink-3" },
} satisfies Record<CheckState, { icon: LucideIcon; word: string; className: string }>;

export interface CheckLineProps {
  readonly state: CheckState;
  readonly title: string;
  readonly more?: string;
  /** Only for checks of loaded creds; those of a saved report have none. */
  readonly id?: CheckId;
  readonly code?: CauseCode | null;
  readonly children?: ReactNode;
}

export function CheckLine({ state, title, more = "", id, code, children }: CheckLineProps) {
  const { icon: Icon, word, className } = CHECK_STATES[state];
  return (
    <li
      data-check={id}
      data-state={id === undefined ? undefined : state}
      data-code={state === "pass" ? undefined : (code ?? undefined)}
      className="grid grid-cols-[16px_minmax(0,1fr)] gap-2"
    >
      <Icon
        aria-hidden
        className={cx("mt-0.5 size-4", className)}
        strokeWidth={state === "pass" || state === "fail" ? 2.5 : 2}
      />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="sr-only">{word}: </span>
          <VisibleText>{title}</VisibleText>
        </p>
        {more === "" ? null : (
          <p className="text-data wrap-anywhere text-ink-3">
            <VisibleText>{more}</VisibleText>
          </p>
        )}
        {children}
      </div>
    </li>
  );
}
