// One answer: shape, word and reason, and a way to try it on the server. Stands in the tester, in full,
// and in the cells of the matrix.

import { useRef, useState } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { filteringRules } from "@/lib/page/permissions/decide";
import type { Decision } from "@/lib/page/permissions/decision";
import { originText, whyText } from "@/lib/page/permissions/decision-text";
import { fixFor } from "@/lib/page/permissions/fix";
import type { EntryId } from "@/lib/shared/facts/creds";
import { ACTION_WORDS, DECISION_LOOKS } from "./decision-look";
import { FixBox } from "./fix-box";
import type { EffectiveRights } from "./rights/effective-rights";
import { TryButton, TryResult } from "./try/try-it";

export interface DecisionViewProps {
  readonly id: EntryId;
  readonly access: EffectiveRights;
  readonly decision: Decision;
  /** With the direction, where the rule comes from, what is held back, and what would allow it. */
  readonly isFull?: boolean;
}

export function DecisionView({ id, access, decision, isFull = false }: DecisionViewProps) {
  const { action, subject, kind, rule, origin } = decision;
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const ref = useRef<HTMLDivElement>(null);
  const closeQuestion = () => {
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
        {isFull ? <HeldBack access={access} decision={decision} /> : null}
      </div>
      <TryButton id={id} decision={decision} onAsk={() => setAskedFor(subject)} />
      <div className="col-span-2 col-start-2">
        <TryResult
          id={id}
          access={access}
          decision={decision}
          // A question about another subject is not this one.
          isAsking={askedFor === subject}
          onAsked={closeQuestion}
        />
        {isFull ? <HowTo access={access} decision={decision} /> : null}
      </div>
    </div>
  );
}

type Part = Pick<DecisionViewProps, "access" | "decision">;

function HeldBack({ access, decision: { kind, subject, queue } }: Part) {
  const rules = kind === "filtered" ? filteringRules(access.rules, subject, queue) : [];
  if (rules.length === 0) return null;
  return (
    <p className="text-data text-ink-2">
      These messages never arrive, and nothing says so:{" "}
      {rules.map((rule, at) => (
        <span key={rule}>
          {at > 0 ? ", " : ""}
          <code className="text-bad">
            <VisibleText>{rule}</VisibleText>
          </code>
        </span>
      ))}
    </p>
  );
}

function HowTo({ access, decision }: Part) {
  const { rules, names } = access;
  const fix = fixFor(rules, [{ decision, rule: decision.subject }], names);
  if (fix === null) return null;
  return (
    <details className="mt-1">
      <summary className="w-fit text-data text-accent">How to allow it</summary>
      <FixBox fix={fix} />
    </details>
  );
}
