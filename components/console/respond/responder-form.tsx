// Answers requests on a subject: with a template, the request itself, or a service error. While it is on, the fields
// cannot be changed, so that they always say what is being answered. On a production server it asks first.

import { type FormEvent, type KeyboardEvent, useState } from "react";
import { HeaderFields } from "@/components/console/message/header-fields";
import { Placeholders } from "@/components/console/runs/placeholders";
import { Forecast } from "@/components/permissions/forecast";
import { useBlocker } from "@/components/shared/use-blocker";
import { useProduction } from "@/components/shell/production-strip";
import { Button } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import {
  answerOf,
  delayOf,
  editResponder,
  startResponder,
  stopResponder,
} from "@/lib/page/actions/send/responder-actions";
import { cx } from "@/lib/page/base/cx";
import { payloadText, subjectText } from "@/lib/page/console/input-text";
import { parsePayload } from "@/lib/page/console/payload-input";
import { formatCount } from "@/lib/page/format/count";
import type { ResponderDraft, ResponderView } from "@/lib/page/state/responder-store";
import { checkQueueGroup, checkSubscribeSubject } from "@/lib/shared/grammar/subject";
import { LastRequests } from "./last-requests";
import { ANSWER_PLACEHOLDERS, countsText, endText } from "./responder-text";
import { useResponder } from "./use-responder";

export function ResponderForm() {
  const view = useResponder((now) => now);
  const { draft, facts, isStarting, isStopping } = view;
  const isOn = facts?.isOn ?? false;
  const isChecked = isStarting || (isOn && !isStopping);
  const blocker = useBlocker("answer requests");
  const production = useProduction();
  const [isAsking, setIsAsking] = useState(false);
  const subject = checkSubscribeSubject(draft.subject);
  const isQueueSound = draft.queue === "" || checkQueueGroup(draft.queue).ok;
  const isReady =
    subject.ok &&
    isQueueSound &&
    answerOf(draft) !== null &&
    delayOf(draft) !== null &&
    blocker === null &&
    !isStarting;
  const onSwitch = () => {
    if (isOn) void stopResponder();
    else if (production !== null) setIsAsking(true);
    else void startResponder();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isOn) onSwitch();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
  return (
    <form
      aria-label="Responder"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      className="@container flex min-h-0 min-w-0 flex-col gap-1.5 overflow-y-auto px-3 pt-1.5 pb-1.5"
    >
      {isAsking && !isOn && production !== null ? (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-2 rounded-[7px] bg-bad-soft px-2.5 py-1.5 text-small text-bad"
        >
          <p className="min-w-0 flex-1">
            <VisibleText>{production}</VisibleText> is a production server. Its clients will get
            these answers.
          </p>
          <Button
            size="sm"
            tone="alarm"
            onClick={() => {
              setIsAsking(false);
              void startResponder();
            }}
          >
            Answer on production
          </Button>
          <Button size="sm" onClick={() => setIsAsking(false)}>
            Cancel
          </Button>
        </div>
      ) : null}
      <div className="grid shrink-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-x-1.5 gap-y-0.5 @min-[520px]:grid-cols-[minmax(0,1fr)_9rem_8.5rem_auto]">
        <Field
          mono
          size="sm"
          aria-label="Answer subject"
          placeholder="demo.price"
          readOnly={isOn}
          value={draft.subject}
          error={subject.ok || draft.subject === "" ? null : subjectText(subject.fault)}
          onChange={(event) => editResponder({ subject: event.currentTarget.value })}
          className="@max-[519px]:col-span-2"
        />
        <Field
          mono
          size="sm"
          aria-label="Answer queue group"
          placeholder="queue group"
          readOnly={isOn}
          value={draft.queue}
          error={isQueueSound ? null : "No spaces, * or >"}
          onChange={(event) => editResponder({ queue: event.currentTarget.value })}
        />
        <div className="flex items-baseline gap-1.5">
          <span aria-hidden className="text-small text-ink-2">
            after
          </span>
          <Field
            mono
            size="sm"
            aria-label="Delay"
            inputMode="numeric"
            readOnly={isOn}
            value={draft.delay}
            error={delayOf(draft) === null ? "0 to 60,000" : null}
            onChange={(event) => editResponder({ delay: event.currentTarget.value })}
            className="min-w-0 flex-1 *:text-right"
          />
          <span aria-hidden className="text-small text-ink-2">
            ms
          </span>
        </div>
        <label
          className={cx(
            "flex h-7 items-center gap-1.5 font-medium @max-[519px]:col-span-2",
            !isReady && !isOn && "text-ink-2",
          )}
        >
          <input
            type="checkbox"
            role="switch"
            aria-checked={isChecked}
            checked={isChecked}
            disabled={!isOn && !isReady}
            onChange={onSwitch}
            className="size-4 accent-(--accent)"
          />
          Answering
        </label>
      </div>
      <div className="flex shrink-0 flex-wrap items-baseline gap-x-3">
        <Forecast
          action="subscribe"
          subject={subject.ok ? draft.subject : ""}
          queue={isQueueSound ? draft.queue : ""}
          hint={blocker ?? "Shows whether these creds may receive the requests."}
          className="min-w-0 flex-1 truncate"
        />
        <Count view={view} />
      </div>
      <AnswerFields draft={draft} isOn={isOn} />
      <LastRequests recent={facts?.recent ?? []} />
    </form>
  );
}

function Count({ view: { facts, fault, isStarting } }: { readonly view: ResponderView }) {
  const answered = facts?.answered ?? 0;
  const more = facts === null ? "" : countsText(facts);
  return (
    <p
      role={fault === null ? "status" : "alert"}
      data-responder={isStarting ? "starting" : facts?.isOn ? "on" : "off"}
      className={cx("min-w-0 text-small tabular-nums", fault !== null && "text-bad")}
    >
      {fault === null ? null : <VisibleText>{`${endText(fault)} `}</VisibleText>}
      <span data-answered={answered}>{formatCount(answered)} answered</span>
      {more === "" ? null : <span className="text-ink-2">, {more}</span>}
    </p>
  );
}

interface PartProps {
  readonly draft: ResponderDraft;
  readonly isOn: boolean;
}

function AnswerFields({ draft, isOn }: PartProps) {
  if (draft.kind === "echo") {
    return (
      <p className="text-small text-ink-2">Sends back the payload and headers of a request.</p>
    );
  }
  if (draft.kind === "error") {
    return (
      <div className="grid grid-cols-[7rem_minmax(0,1fr)] items-start gap-1.5">
        <Field
          mono
          size="sm"
          aria-label="Error code"
          inputMode="numeric"
          readOnly={isOn}
          value={draft.errorCode}
          error={/^\d{1,6}$/u.test(draft.errorCode) ? null : "A number"}
          onChange={(event) => editResponder({ errorCode: event.currentTarget.value })}
        />
        <Field
          mono
          size="sm"
          aria-label="Error text"
          placeholder="not available"
          readOnly={isOn}
          value={draft.errorText}
          onChange={(event) => editResponder({ errorText: event.currentTarget.value })}
        />
        <p className="col-span-2 text-small text-ink-2">
          Sent as the headers <code>Nats-Service-Error-Code</code> and{" "}
          <code>Nats-Service-Error</code>, with an empty payload.
        </p>
      </div>
    );
  }
  const payload = parsePayload(draft.encoding, draft.answer);
  return (
    <>
      <TextArea
        aria-label="Answer"
        placeholder={'{ "ok": true, "asked": "{{subject}}" }'}
        readOnly={isOn}
        value={draft.answer}
        aria-invalid={payload.ok ? undefined : true}
        onChange={(event) => editResponder({ answer: event.currentTarget.value })}
        className="min-h-12 flex-[1_0_48px]"
      />
      {payload.ok ? null : (
        <p role="alert" className="text-small text-bad">
          {payloadText(payload.fault)}
        </p>
      )}
      <HeaderFields
        label="Headers of the answer"
        noun="Answer header"
        headers={draft.headers}
        isLocked={isOn}
        onEdit={(edit) => editResponder(edit(draft))}
      />
      <Placeholders title="Filled in for each answer" names={ANSWER_PLACEHOLDERS} />
    </>
  );
}
