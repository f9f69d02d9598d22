// The checks of the shown creds, one line each. Those that passed are folded, the others never.

import { CircleCheck } from "lucide-react";
import { useBridge } from "@/components/connect/server/use-bridge";
import { useClock } from "@/components/shared/use-clock";
import { useNow } from "@/components/shared/use-now";
import { useVault } from "@/components/shared/use-vault";
import { CheckLine } from "@/components/shared/verdict/check-line";
import { Fold, Folds } from "@/components/ui/fold";
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
  const passed = checks.filter(({ state }) => state === "pass");
  const shown = ORDER.flatMap((state) => checks.filter((check) => check.state === state));
  const pending = shown.filter(({ state }) => state === "unknown").length;
  return (
    <section aria-labelledby="checks-title" className="grid grid-cols-[minmax(0,1fr)] gap-3.5">
      {shown.length === 0 ? null : (
        <div className="rounded-[10px] border border-line bg-panel px-3.5 py-3">
          <p aria-hidden className="mb-2.25 text-data font-semibold text-ink-2">
            {pending === shown.length ? "Checks that are pending" : "Checks that need attention"}
          </p>
          <Rows checks={shown} now={now} facts={facts} />
        </div>
      )}
      <h2 id="checks-title" className="sr-only">
        Checks
      </h2>
      {passed.length === 0 ? null : (
        <Folds>
          <Fold
            mark={<CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />}
            title={`${passed.length} ${passed.length === 1 ? "check" : "checks"} passed`}
            note={countsText(checks)}
          >
            <Rows checks={passed} now={now} facts={facts} />
          </Fold>
        </Folds>
      )}
    </section>
  );
}

/** Never folded, most urgent first. */
const ORDER: readonly CheckState[] = ["fail", "warn", "unknown"];

function Rows({
  checks,
  now,
  facts,
}: Omit<CheckRowProps, "check"> & { readonly checks: readonly Check[] }) {
  return (
    <ul className="grid gap-x-4 gap-y-1.75 @min-[620px]:grid-cols-2">
      {checks.map((check) => (
        <CheckRow key={check.id} check={check} now={now} facts={facts} />
      ))}
    </ul>
  );
}

/** "1 failed, 2 warnings"; "none failed" when all is well. */
function countsText(checks: readonly Check[]): string {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const [failed, warned] = [count("fail"), count("warn")];
  const parts = [
    failed > 0 ? `${failed} failed` : "",
    warned > 0 ? `${warned} ${warned === 1 ? "warning" : "warnings"}` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "none failed" : parts.join(", ");
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
