// One decision: shape, word and reason, and a button to test it on the server. Shown in full in the tester, and in the
// cells of the matrix.

import { useRef, useState } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { filteringRules } from "@/lib/page/permissions/decide";
import type { Decision } from "@/lib/page/permissions/decision";
import { originText, whyText } from "@/lib/page/permissions/decision-text";
import { fixFor } from "@/lib/page/permissions/fix";
import type { EntryId } from "@/lib/shared/facts/creds";
import { ACTION_WORDS, DECISION_LOOKS } from "./decision-mark";
import { FixBox } from "./fix-box";
import type { EffectiveRights } from "./rights/effective-rights";
import { TryButton, TryResult } from "./try/try-it";

export interface DecisionViewProps {
  readonly id: EntryId;
  readonly rights: EffectiveRights;
  readonly decision: Decision;
  /** Also shows the action, where the rule comes from, what is left out, and what would allow it. */
  readonly isFull?: boolean;
}

export function DecisionView({ id, rights, decision, isFull = false }: DecisionViewProps) {
  const { action, subject, kind, rule, origin } = decision;
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const ref = useRef<HTMLDivElement>(null);
  const onAsked = () => {
    setAskedFor(null);
    ref.current?.querySelector<HTMLElement>("[data-try]")?.focus();
  };
  const { icon: Icon, word, className } = DECISION_LOOKS[kind];
  return (
    <div
      ref={ref}
      data-decision={kind}
      data-action={action}
      data-subject={subject}
      data-rule={rule?.text ?? ""}
      className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-2"
    >
      <Icon aria-hidden className={cx("mt-0.5 size-4", className)} strokeWidth={2.5} />
      <div aria-live={isFull ? "polite" : undefined} className="min-w-0 wrap-anywhere">
        <p>
          {isFull ? `${ACTION_WORDS[action]}: ` : ""}
          <b className={cx("font-semibold", className)}>{word}</b>
        </p>
        <p className="text-data text-ink-2">
          <VisibleText>{whyText(decision)}</VisibleText>
          {isFull && rule !== null ? (
            <span className="whitespace-nowrap text-ink-3"> ({originText(origin)})</span>
          ) : null}
        </p>
        {isFull ? <LeftOut rights={rights} decision={decision} /> : null}
      </div>
      <TryButton id={id} decision={decision} onAsk={() => setAskedFor(subject)} />
      <div className="col-span-2 col-start-2">
        <TryResult
          id={id}
          rights={rights}
          decision={decision}
          // The question may have been about a subject that was typed before.
          isAsking={askedFor === subject}
          onAsked={onAsked}
        />
        {isFull ? <HowTo rights={rights} decision={decision} /> : null}
      </div>
    </div>
  );
}

type Part = Pick<DecisionViewProps, "rights" | "decision">;

function LeftOut({ rights, decision: { kind, subject, queue } }: Part) {
  const rules = kind === "filtered" ? filteringRules(rights.rules, subject, queue) : [];
  if (rules.length === 0) return null;
  return (
    <p className="text-data text-ink-2">
      Messages on these subjects are left out without an error:{" "}
      {rules.map((rule, index) => (
        <span key={rule}>
          {index > 0 ? ", " : ""}
          <code className="text-bad">
            <VisibleText>{rule}</VisibleText>
          </code>
        </span>
      ))}
    </p>
  );
}

function HowTo({ rights, decision }: Part) {
  const { rules, names } = rights;
  const fix = fixFor(rules, [{ decision, rule: decision.subject }], names);
  if (fix === null) return null;
  return (
    <details className="mt-1">
      <summary className="w-fit text-data text-accent">How to allow it</summary>
      <FixBox fix={fix} />
    </details>
  );
}
