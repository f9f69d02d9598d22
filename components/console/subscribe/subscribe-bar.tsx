// The form to subscribe: a subject with wildcards, and a queue group. Faults of either are shown while the user
// types. What the server refuses is shown here and on the subscription's chip.

import { type FormEvent, useRef, useState } from "react";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { Forecast } from "@/components/permissions/forecast";
import { useBlocker } from "@/components/shared/use-blocker";
import { Button } from "@/components/ui/button";
import { CompletingField } from "@/components/ui/completing-field";
import { Field } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { editSubscribeDraft, subscribeDraft } from "@/lib/page/actions/send/messaging-actions";
import { cx } from "@/lib/page/base/cx";
import { queueText, subjectText } from "@/lib/page/console/input-text";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { checkQueueGroup, checkSubscribeSubject } from "@/lib/shared/grammar/subject";
import { completeSubscription } from "./suggest-subjects";
import { useSuggestionSources } from "./use-suggestion-sources";

/** The error of a field covers the chips, so that no row moves while the user types. */
const FLOATING =
  "relative [&>p]:absolute [&>p]:inset-x-0 [&>p]:top-full [&>p]:z-[3] [&>p]:bg-panel [&>p]:py-1";

export function SubscribeBar({ id }: { id: EntryId }) {
  const { subject, queue } = useView((view) => view.subscribeDraft);
  const blocker = useBlocker("subscribe");
  const sources = useSuggestionSources();
  const [refusal, setRefusal] = useState<Fault<ActionFault> | null>(null);
  // A second Enter before the reply would subscribe twice.
  const requested = useRef("");
  const edit = (change: { readonly subject?: string; readonly queue?: string }) => {
    setRefusal(null);
    editSubscribeDraft(id, change);
  };

  const checked = subject === "" ? null : checkSubscribeSubject(subject);
  const checkedQueue = queue === "" ? null : checkQueueGroup(queue);
  const subjectError = checked?.ok === false ? subjectText(checked.fault) : null;
  const queueError = checkedQueue?.ok === false ? queueText(checkedQueue.fault) : null;
  const isReady =
    blocker === null && subject !== "" && subjectError === null && queueError === null;

  const subscriptions = useSampledWindow()?.subscriptions ?? [];
  const isTwice = subscriptions.some(
    (one) => one.state === "active" && one.subject === subject && one.queue === queue,
  );

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const request = `${subject} ${queue}`;
    if (!isReady || requested.current === request) return;
    requested.current = request;
    setRefusal(null);
    const reply = await subscribeDraft(id);
    if (requested.current === request) requested.current = "";
    if (!reply.ok) setRefusal(reply.fault);
  };

  return (
    <form onSubmit={onSubmit} className="px-3 pt-1">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1.5 @min-[480px]:grid-cols-[minmax(0,1fr)_120px_auto]">
        <CompletingField
          aria-label="Subject"
          data-hotkey="s"
          placeholder="orders.>"
          value={subject}
          error={subjectError}
          completion={completeSubscription(subject, sources)}
          onText={(next) => edit({ subject: next })}
          className={cx(FLOATING, "@max-[479px]:col-span-2")}
        />
        <Field
          mono
          size="sm"
          aria-label="Queue group"
          placeholder="queue group"
          value={queue}
          error={queueError}
          onChange={(event) => edit({ queue: event.currentTarget.value })}
          className={FLOATING}
        />
        <Button
          type="submit"
          tone="primary"
          size="sm"
          disabled={!isReady}
          title={blocker ?? undefined}
        >
          {isTwice ? "Subscribe again" : "Subscribe"}
        </Button>
      </div>
      <Forecast
        action="subscribe"
        subject={subjectError === null && queueError === null ? subject : ""}
        queue={queue}
        className="mt-0.5 truncate"
        hint="Shows whether these creds may subscribe."
      />
      {isTwice ? (
        <p role="status" data-twice className="mt-1 text-hint text-warn">
          {queue === ""
            ? "These creds have this subscription. With a second one each message arrives twice."
            : "These creds are in this queue group. With a second subscription the messages are shared between both."}
        </p>
      ) : null}
      {refusal === null ? null : <Refusal fault={refusal} />}
    </form>
  );
}

function Refusal({ fault }: { fault: Fault<ActionFault> }) {
  const text = actionText(fault);
  return (
    <p role="alert" className="mt-1.5 text-small wrap-anywhere text-bad">
      {text.title}. <VisibleText>{text.meaning}</VisibleText> {text.next}
    </p>
  );
}
