// The question of "Who may": an action, a subject and a queue group, and how many of the creds may.

import { X } from "lucide-react";
import { useStore } from "zustand";
import { wayWords } from "@/components/overview/who/way-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { queueText, subjectText } from "@/lib/page/console/input-text";
import { formatCount } from "@/lib/page/format/count";
import {
  askWho,
  overviewStore,
  showOverview,
  showWho,
  type WhoMode,
} from "@/lib/page/overview/overview-store";
import type { WhoAnswer } from "@/lib/page/overview/who-may";
import type { Action } from "@/lib/page/permissions/decision";
import { checkQueueGroup, checkSubscribeSubject } from "@/lib/shared/grammar/subject";

const ACTIONS: readonly { readonly value: Action; readonly label: string }[] = [
  { value: "publish", label: "Publish" },
  { value: "subscribe", label: "Subscribe" },
];

const MODES: readonly { readonly value: WhoMode; readonly label: string }[] = [
  { value: "subject", label: "One subject" },
  { value: "list", label: "A list" },
];

/** `answer`: null while there is no question that a server could decide on. */
export function WhoForm({ answer }: { readonly answer: WhoAnswer | null }) {
  const mode = useStore(overviewStore, (state) => state.whoMode);
  return (
    <section
      aria-label="Who may"
      className="flex flex-wrap items-start gap-x-2.5 gap-y-2 border-b border-line bg-panel px-4 py-2.5"
    >
      <h2 className="pt-0.75 text-answer font-semibold whitespace-nowrap">Who may</h2>
      <Segmented label="Ask" options={MODES} value={mode} onChange={showWho} className="mt-0.25" />
      {mode === "list" ? <span className="flex-1" /> : <Question answer={answer} />}
      <Button
        size="icon"
        tone="quiet"
        aria-label="Close Who may"
        title="Back to the table"
        onClick={() => showOverview("table")}
        className="max-[759px]:hidden"
      >
        <X aria-hidden className="size-4" />
      </Button>
    </section>
  );
}

function Question({ answer }: { readonly answer: WhoAnswer | null }) {
  const { action, subject, queue } = useStore(overviewStore, (state) => state.who);
  const read = subject === "" ? null : checkSubscribeSubject(subject);
  const group = queue === "" || action === "publish" ? null : checkQueueGroup(queue);
  return (
    <>
      <Segmented
        label="Action"
        options={ACTIONS}
        value={action}
        onChange={(value) => askWho({ action: value })}
        className="mt-0.25"
      />
      <Field
        mono
        size="bar"
        aria-label="Subject"
        data-hotkey="w"
        placeholder="orders.eu.created"
        value={subject}
        error={read?.ok === false ? `Not a valid subject. ${subjectText(read.fault)}` : null}
        onChange={(event) => askWho({ subject: event.currentTarget.value.trim() })}
        className="min-w-40 flex-1 @min-[760px]:max-w-85"
      />
      <Field
        mono
        size="bar"
        aria-label="Queue group"
        placeholder="queue group"
        title={action === "publish" ? "Only a subscription has a queue group" : undefined}
        value={queue}
        error={group?.ok === false ? queueText(group.fault) : null}
        onChange={(event) => askWho({ queue: event.currentTarget.value.trim() })}
        className="w-32"
      />
      <p role="status" className="min-w-0 basis-60 self-center text-ink-2 @min-[760px]:flex-1">
        {answer === null ? null : (
          <>
            <b className="font-semibold text-ink tabular-nums">{formatCount(answer.may)}</b> of{" "}
            {formatCount(answer.asked)} may{wayWords(answer)}
          </>
        )}
      </p>
    </>
  );
}
