// The tester: what the user may publish and subscribe for one subject, updated while the user types, and why.

import { useStore } from "zustand";
import { Field } from "@/components/ui/field";
import { queueText, subjectText } from "@/lib/page/console/input-text";
import { decide } from "@/lib/page/permissions/decide";
import type { Decision } from "@/lib/page/permissions/decision";
import { testerStore } from "@/lib/page/state/panel-state";
import type { EntryId } from "@/lib/shared/facts/creds";
import { checkQueueGroup, checkSubscribeSubject } from "@/lib/shared/grammar/subject";
import { DecisionView } from "./decision-view";
import type { EffectiveRights } from "./rights/effective-rights";

export interface TesterProps {
  readonly id: EntryId;
  readonly rights: EffectiveRights;
}

/** Both decisions on the subject in the tester; empty while there is none that a server could decide on. */
export function testedDecisions(
  rights: EffectiveRights,
  { subject, queue }: { readonly subject: string; readonly queue: string },
): readonly Decision[] {
  if (!checkSubscribeSubject(subject).ok) return [];
  return [
    decide(rights.rules, { action: "publish", subject, queue: "" }),
    decide(rights.rules, { action: "subscribe", subject, queue }),
  ];
}

export function Tester({ id, rights }: TesterProps) {
  const { subject, queue } = useStore(testerStore);
  const checked = queue === "" ? null : checkQueueGroup(queue);
  const read = subject === "" ? null : checkSubscribeSubject(subject);
  const decisions = testedDecisions(rights, { subject, queue });
  const { reported } = rights;
  return (
    <section aria-labelledby="tester-title" className="border-b border-line px-4 py-3.5">
      <h2 id="tester-title" className="mb-2.25 text-data font-semibold text-ink-2">
        What may this user do?
      </h2>
      <div className="grid grid-cols-[minmax(0,1fr)_112px] items-start gap-2">
        <Field
          mono
          aria-label="Subject to test"
          data-hotkey="w"
          placeholder="orders.eu.created"
          value={subject}
          error={read?.ok === false ? `Not a valid subject. ${subjectText(read.fault)}` : null}
          onChange={(event) => testerStore.setState({ subject: event.currentTarget.value })}
        />
        <Field
          mono
          aria-label="Queue group to test"
          placeholder="queue group"
          value={queue}
          error={checked?.ok === false ? queueText(checked.fault) : null}
          onChange={(event) => testerStore.setState({ queue: event.currentTarget.value })}
        />
      </div>
      {read?.ok === false ? null : decisions.length === 0 ? (
        <p className="mt-2 text-small text-ink-3">
          Type a subject, with or without wildcards, to see whether this user may publish and
          subscribe to it, and which rule decides.
        </p>
      ) : (
        <>
          <ul className="mt-2.5 grid gap-2.5">
            {decisions.map((decision) => (
              <li key={decision.action}>
                <DecisionView isFull id={id} rights={rights} decision={decision} />
              </li>
            ))}
          </ul>
          <p className="mt-2.5 text-hint text-ink-3">
            {reported === null
              ? "Based on the loaded JWTs. No server has confirmed it."
              : "As the server reported."}
          </p>
        </>
      )}
    </section>
  );
}
