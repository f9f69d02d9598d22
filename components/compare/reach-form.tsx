// "Can A reach B?": answered from rules and JWTs while the user types, and tested live once both are connected.

import { ArrowRightLeft, ArrowRightToLine, Check, CircleDashed, X } from "lucide-react";
import { useStore } from "zustand";
import { type ReachNames, reachReasonText, reachTitle } from "@/components/compare/reach-text";
import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
import { Box } from "@/components/shared/box";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { queueText, subjectText } from "@/lib/page/console/input-text";
import { canReach, type Party, type ReachAnswer } from "@/lib/page/permissions/reach";
import { compareStore } from "@/lib/page/state/panel-state";
import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
} from "@/lib/shared/grammar/subject";
import { ReachTry } from "./reach-try";

export function ReachForm({ a, b }: { readonly a: EntryWithRights; readonly b: EntryWithRights }) {
  const { publish, subscribe, queue, from } = useStore(compareStore);
  const trust = useVault((state) => state.trust);
  const [fromLetter, toLetter] = from === "shown" ? ["A", "B"] : ["B", "A"];
  const [sender, receiver] = from === "shown" ? [a, b] : [b, a];
  const names: ReachNames = { from: sender.entry.label, to: receiver.entry.label };
  const question = { publish, subscribe: subscribe === "" ? publish : subscribe, queue };
  const problems = problemsOf(question);
  const isReady = publish !== "" && Object.values(problems).every((problem) => problem === null);
  const answer = isReady ? canReach(partyOf(sender), partyOf(receiver), question, trust) : null;
  return (
    <Box
      label="Whether a message arrives"
      title={
        <>
          Can <VisibleText>{names.from}</VisibleText> reach <VisibleText>{names.to}</VisibleText>?
        </>
      }
      end={
        <Button
          size="sm"
          tone="quiet"
          onClick={() => compareStore.setState({ from: from === "shown" ? "other" : "shown" })}
        >
          <ArrowRightLeft aria-hidden className="size-3.5" />
          Swap
        </Button>
      }
    >
      <div className="px-3 py-2.5">
        <div className="grid items-end gap-2 @min-[640px]:grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)_120px]">
          <Field
            mono
            aria-label="Published subject"
            placeholder={`${fromLetter} publishes`}
            value={publish}
            error={publish === "" ? null : problems.publish}
            onChange={(event) => compareStore.setState({ publish: event.currentTarget.value })}
          />
          <ArrowRightToLine aria-hidden className="mb-2.25 size-4 text-ink-3 @max-[640px]:hidden" />
          <Field
            mono
            aria-label="Subscribed subject"
            placeholder={`${toLetter} subscribes${publish === "" ? " (default: the same)" : ` ${publish}`}`}
            value={subscribe}
            error={subscribe === "" ? null : problems.subscribe}
            onChange={(event) => compareStore.setState({ subscribe: event.currentTarget.value })}
          />
          <Field
            mono
            aria-label="Queue group of the subscription"
            placeholder="queue group"
            value={queue}
            error={problems.queue}
            onChange={(event) => compareStore.setState({ queue: event.currentTarget.value })}
          />
        </div>
        {answer === null ? (
          <p className="mt-2 text-small text-ink-3">
            Type a subject to see whether a message arrives. The answer is based on the permissions
            of both, their accounts, and the imports and exports in the loaded account JWTs.
          </p>
        ) : (
          <>
            <Answer answer={answer} names={names} />
            <ReachTry
              key={`${sender.entry.id} ${receiver.entry.id} ${question.publish} ${question.subscribe} ${queue}`}
              sender={sender}
              receiver={receiver}
              question={question}
              answer={answer}
              names={names}
            />
          </>
        )}
      </div>
    </Box>
  );
}

const LOOKS = {
  reaches: { icon: Check, className: "text-ok" },
  "does-not": { icon: X, className: "text-bad" },
  unknown: { icon: CircleDashed, className: "text-ink-3" },
};

function Answer({ answer, names }: { readonly answer: ReachAnswer; readonly names: ReachNames }) {
  const { icon: Icon, className } = LOOKS[answer.kind];
  return (
    <div
      data-reach={answer.kind}
      data-reason={answer.reason}
      className="mt-2.5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2"
    >
      <Icon aria-hidden className={cx("mt-0.5 size-4", className)} strokeWidth={2.5} />
      <div aria-live="polite" className="min-w-0 wrap-anywhere">
        <p className="font-medium">
          <VisibleText>{reachTitle(answer, names)}</VisibleText>
        </p>
        <p className="text-data text-ink-2">
          <VisibleText>{reachReasonText(answer, names)}</VisibleText>
          {answer.via === null ? null : (
            <code>
              {" "}
              <VisibleText>{answer.via}</VisibleText>
            </code>
          )}
        </p>
        {answer.arrivesAs === null || answer.kind !== "reaches" ? null : (
          <p className="text-data text-ink-3">
            It arrives as{" "}
            <code>
              <VisibleText>{answer.arrivesAs}</VisibleText>
            </code>
            .
          </p>
        )}
      </div>
    </div>
  );
}

function partyOf({ entry, rights }: EntryWithRights): Party {
  return { rules: rights.rules, account: entry.account };
}

function problemsOf({
  publish,
  subscribe,
  queue,
}: Record<"publish" | "subscribe" | "queue", string>) {
  const published = checkPublishSubject(publish);
  const subscribed = checkSubscribeSubject(subscribe);
  const queued = queue === "" ? null : checkQueueGroup(queue);
  return {
    publish: published.ok ? null : subjectText(published.fault),
    subscribe: subscribed.ok ? null : subjectText(subscribed.fault),
    queue: queued === null || queued.ok ? null : queueText(queued.fault),
  };
}
