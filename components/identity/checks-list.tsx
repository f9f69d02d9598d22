// The checks of the shown creds, one line each, with a count of each result.

import { useBridge } from "@/components/connect/use-bridge";
import { useClock } from "@/components/shared/use-clock";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { CHECK_STATES, CheckLine } from "@/components/shared/verdict/check-line";
import { VisibleText } from "@/components/ui/visible-text";
import { checksOf } from "@/lib/page/diagnosis/checks";
import { checkText } from "@/lib/page/diagnosis/texts/check-text";
import { NO_OBSERVATIONS } from "@/lib/shared/diagnosis/findings";
import type { Check, CheckState } from "@/lib/shared/facts/causes";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { FormatIssues } from "./format-issues";

export interface ChecksListProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
}

export function ChecksList({ id, facts }: ChecksListProps) {
  const session = useVault((state) => state.sessions.get(id));
  const now = useNow(5_000);
  const trust = useVault((state) => state.trust);
  const clock = useClock(id);
  const bridge = useBridge(id, facts);
  const observations = session ? { ...session, clock } : { ...NO_OBSERVATIONS, clock, bridge };
  const checks = checksOf(facts, now, observations, trust);
  if (checks.length === 0) return null;
  return (
    <section aria-labelledby="checks-title" className="border-b border-line px-4 py-3.5">
      <div className="mb-2.25 flex items-baseline justify-between text-data">
        <h2 id="checks-title" className="font-semibold text-ink-2">
          Checks
        </h2>
        <CheckCounts checks={checks} />
      </div>
      <ul className="grid gap-1.75">
        {checks.map((check) => (
          <CheckRow key={check.id} check={check} now={now} facts={facts} />
        ))}
      </ul>
    </section>
  );
}

function CheckCounts({ checks }: { checks: readonly Check[] }) {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const parts = (["fail", "warn", "pass"] as const).flatMap((state) => {
    const amount = count(state);
    const word = state === "warn" && amount !== 1 ? "warnings" : CHECK_STATES[state].word;
    return amount === 0 ? [] : [{ state, text: `${amount} ${word}` }];
  });
  return (
    <p className="flex gap-2.5 font-medium tabular-nums">
      {parts.map(({ state, text }) => (
        <span key={state} className={CHECK_STATES[state].className}>
          {text}
        </span>
      ))}
    </p>
  );
}

/** What the check found beside its first line. */
function OtherFindings({ check, now }: { check: Check; now: number }) {
  if (!check.others) return null;
  return (
    <ul className="mt-1 grid gap-1 text-data text-ink-3">
      {check.others.map((other) => {
        const { title, more } = checkText({ ...check, ...other }, now);
        return (
          <li
            key={`${other.code} ${other.evidence["at"] ?? ""}`}
            data-code={other.code}
            className="wrap-anywhere"
          >
            <span className="text-ink-2">
              <VisibleText>{title}</VisibleText>.
            </span>{" "}
            <VisibleText>{more}</VisibleText>
          </li>
        );
      })}
    </ul>
  );
}

interface CheckRowProps {
  readonly check: Check;
  readonly now: number;
  readonly facts: CredsFacts;
}

function CheckRow({ check, now, facts }: CheckRowProps) {
  const { title, more } = checkText(check, now);
  const isForm = check.id === "form";
  return (
    <CheckLine
      state={check.state}
      title={title}
      more={check.code === "creds/form" ? "" : more}
      id={check.id}
      code={check.code}
    >
      {isForm ? <FormatIssues facts={facts} /> : <OtherFindings check={check} now={now} />}
    </CheckLine>
  );
}
