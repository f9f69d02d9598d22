// The checks: one line each, what speaks for it beneath, state by shape and word as well as colour.

import { Check as CheckIcon, CircleDashed, type LucideIcon, TriangleAlert, X } from "lucide-react";
import { useStore } from "zustand";
import { FormFindings } from "@/components/identity/form-findings";
import { useClock } from "@/components/identity/use-clock";
import { useNow } from "@/components/identity/use-now";
import { VisibleText } from "@/components/ui/visible-text";
import { useVaultSoon } from "@/components/use-vault-soon";
import { cx } from "@/lib/base/cx";
import { checkText } from "@/lib/diagnosis/check-text";
import { checksOf } from "@/lib/diagnosis/checks";
import { NOTHING_SEEN } from "@/lib/diagnosis/findings";
import type { Check, CheckState } from "@/lib/facts/causes";
import type { CredsFacts, EntryId } from "@/lib/facts/creds";
import { vaultStore } from "@/lib/state/vault-store";

const STATES = {
  pass: { icon: CheckIcon, word: "passed", className: "text-ok" },
  warn: { icon: TriangleAlert, word: "warning", className: "text-warn" },
  fail: { icon: X, word: "failed", className: "text-bad" },
  unknown: { icon: CircleDashed, word: "not known", className: "text-ink-3" },
} satisfies Record<CheckState, { icon: LucideIcon; word: string; className: string }>;

export interface ChecksListProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function ChecksList({ id, facts }: ChecksListProps) {
  const session = useVaultSoon((state) => state.sessions.get(id));
  const now = useNow(5_000);
  const trust = useStore(vaultStore, (state) => state.trust);
  const clock = useClock(id);
  const checks = checksOf(facts, now, { ...(session ?? NOTHING_SEEN), clock }, trust);
  if (checks.length === 0) return null;
  return (
    <section aria-labelledby="checks-title" className="border-b border-line px-4 py-3.5">
      <div className="mb-2.25 flex items-baseline justify-between text-data">
        <h2 id="checks-title" className="font-semibold text-ink-2">
          Checks
        </h2>
        <Tally checks={checks} />
      </div>
      <ul className="grid gap-1.75">
        {checks.map((check) => (
          <CheckRow key={check.id} check={check} now={now} facts={facts} />
        ))}
      </ul>
    </section>
  );
}

function Tally({ checks }: { checks: readonly Check[] }) {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const parts = (["fail", "warn", "pass"] as const).flatMap((state) => {
    const amount = count(state);
    const word = state === "warn" && amount !== 1 ? "warnings" : STATES[state].word;
    return amount === 0 ? [] : [{ state, text: `${amount} ${word}` }];
  });
  return (
    <p className="flex gap-2.5 font-medium tabular-nums">
      {parts.map(({ state, text }) => (
        <span key={state} className={STATES[state].className}>
          {text}
        </span>
      ))}
    </p>
  );
}

interface CheckRowProps {
  readonly check: Check;
  readonly now: number;
  readonly facts: CredsFacts;
}

function CheckRow({ check, now, facts }: CheckRowProps) {
  const { icon: Icon, word, className } = STATES[check.state];
  const { title, more } = checkText(check, now);
  return (
    <li
      data-check={check.id}
      data-state={check.state}
      data-code={check.state === "pass" ? undefined : (check.code ?? undefined)}
      className="grid grid-cols-[16px_minmax(0,1fr)] gap-2"
    >
      <Icon
        aria-hidden
        className={cx("mt-0.5 size-4", className)}
        strokeWidth={check.state === "pass" || check.state === "fail" ? 2.5 : 2}
      />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="sr-only">{word}: </span>
          <VisibleText>{title}</VisibleText>
        </p>
        {more === "" || check.code === "creds/form" ? null : (
          <p className="text-data wrap-anywhere text-ink-3">
            <VisibleText>{more}</VisibleText>
          </p>
        )}
        {check.id === "form" ? <FormFindings facts={facts} /> : null}
      </div>
    </li>
  );
}
