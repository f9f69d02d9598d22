// Publishes and requests, beside the open message. The draft belongs to its session and stays while the user looks
// at other creds. The answer of the server is shown here, beside the button that caused it.

import { type FormEvent, type KeyboardEvent, type ReactNode, useMemo } from "react";
import { useStore } from "zustand";
import { EncodingSelect } from "@/components/console/message/encoding-select";
import { HeaderFields } from "@/components/console/message/header-fields";
import { PayloadSize } from "@/components/console/message/payload-tools";
import { RepeatProgress } from "@/components/console/runs/repeat-progress";
import {
  completePublishing,
  suggestPublishing,
} from "@/components/console/subscribe/suggest-subjects";
import { useSuggestionSources } from "@/components/console/subscribe/use-suggestion-sources";
import { useView } from "@/components/console/view/use-view";
import { Forecast } from "@/components/permissions/forecast";
import { useBlocker } from "@/components/shared/use-blocker";
import { useVault } from "@/components/shared/use-vault";
import { useProduction } from "@/components/shell/production-strip";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { editDraft, send } from "@/lib/page/actions/send/messaging-actions";
import { formatCount } from "@/lib/page/format/count";
import { isRunActive } from "@/lib/page/state/console-store";
import type { SendMode } from "@/lib/page/state/draft";
import { namedValuesStore } from "@/lib/page/state/named-values";
import { draftNames, readDraft, repeats } from "@/lib/page/state/send-draft";
import { problemOf } from "./draft-text";
import { NamedValues } from "./named-values";
import { RepeatFields, SendPreview } from "./repeat-fields";
import { RequestEnds } from "./request-ends";
import { SendField } from "./send-field";
import { SendResult } from "./send-result";
import { SEND_FORM } from "./send-tools";

export function SendForm() {
  const id = useVault((state) => state.selected);
  const draft = useView((view) => view.draft);
  const sent = useView((view) => view.sent + (view.repeat?.facts.sent ?? 0));
  const isRepeating = useView(isRunActive);
  const isAwaiting = useView(
    (view) => view.lastSend?.mode === "request" && view.lastSend.result === null,
  );
  const blocker = useBlocker("send");
  const values = useStore(namedValuesStore);
  const counted = useView((view) => view.counted);
  // The count of sent messages changes often meanwhile, and a payload can be large.
  const { ready, problems } = useMemo(
    () => readDraft(draft, { values, counted }),
    [draft, values, counted],
  );
  const names = useMemo(() => draftNames(draft), [draft]);
  const payloadProblem = problemOf(problems, "payload");
  const isReady = ready !== null && blocker === null && !isAwaiting && !isRepeating;

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void send();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    } else if (isSideField(event.target)) {
      // A plain Enter sends only from the subject field.
      event.preventDefault();
    }
  };

  return (
    <form
      id={SEND_FORM}
      aria-label="Send"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      className="flex min-h-0 min-w-0 flex-col gap-1.5 overflow-y-auto px-3 pt-1.5 pb-1.5"
    >
      <SubjectLine
        mode={draft.mode}
        subject={draft.subject}
        problem={problemOf(problems, "subject")}
        isReady={isReady}
        blocker={blocker}
        action={repeats(draft) ? "Start" : "Send"}
      >
        {draft.mode === "publish" ? (
          <SendField
            label="Reply subject"
            placeholder="reply subject"
            value={draft.reply}
            problem={problemOf(problems, "reply")}
            onChange={(reply) => editDraft((now) => ({ ...now, reply }))}
          />
        ) : (
          <div className="flex flex-wrap gap-x-3 gap-y-1.5">
            <SendField
              label="Timeout"
              prefix="Timeout"
              suffix="ms"
              value={draft.timeout}
              problem={problemOf(problems, "timeout")}
              onChange={(timeout) => editDraft((now) => ({ ...now, timeout }))}
            />
            <SendField
              label="Replies"
              prefix="Up to"
              suffix="replies"
              value={draft.replies}
              problem={problemOf(problems, "replies")}
              onChange={(replies) => editDraft((now) => ({ ...now, replies }))}
            />
          </div>
        )}
      </SubjectLine>
      {draft.mode === "request" && draft.replies.trim() !== "1" ? (
        <RequestEnds draft={draft} problem={problemOf(problems, "silence")} />
      ) : null}
      {repeats(draft) ? <RepeatFields draft={draft} problems={problems} /> : null}
      <div className="relative min-h-14 flex-[1_0_56px]">
        <TextArea
          aria-label="Payload"
          data-send-field="payload"
          placeholder={PLACEHOLDERS[draft.encoding]}
          value={draft.payload}
          aria-invalid={payloadProblem === null ? undefined : true}
          onChange={(event) => {
            const payload = event.currentTarget.value;
            editDraft((now) => ({ ...now, payload }));
          }}
          className="absolute inset-0 pb-7"
        />
        <div className="pointer-events-none absolute right-1.5 bottom-1 flex max-w-full items-center gap-1.5 rounded-xs bg-sunken pl-1">
          <p className="min-w-0 text-small text-ink-2 tabular-nums">
            <PayloadSize
              draft={draft}
              bytes={ready?.payload.length ?? null}
              problem={payloadProblem}
            />
            <span data-sent={sent}>{formatCount(sent)} sent</span>
          </p>
          <span className="pointer-events-auto">
            <EncodingSelect
              isInside
              label="Payload encoding"
              value={draft.encoding}
              onChange={(encoding) => editDraft((now) => ({ ...now, encoding }))}
            />
          </span>
        </div>
      </div>
      <HeaderFields
        label="Headers to send"
        noun="Header"
        headers={draft.headers}
        onEdit={editDraft}
      />
      <NamedValues names={names} />
      <SendPreview ready={ready} />
      {id === null ? null : <RepeatProgress id={id} />}
      <SendResult blocker={blocker} />
    </form>
  );
}

const PLACEHOLDERS = {
  text: '{ "id": 1 }',
  json: '{ "id": 1 }',
  hex: "0a 05 31 32 33 34 35",
  base64: "CgUxMjM0NQ==",
  msgpack: '{ "id": 1 }',
  cbor: '{ "id": 1 }',
};

interface SubjectLineProps {
  readonly mode: SendMode;
  readonly subject: string;
  readonly problem: string | null;
  readonly isReady: boolean;
  readonly blocker: string | null;
  readonly action: "Send" | "Start";
  /** The fields between the subject and the button. */
  readonly children: ReactNode;
}

function SubjectLine(props: SubjectLineProps) {
  const { mode, subject, problem, isReady, blocker, action, children } = props;
  const production = useProduction();
  const sources = useSuggestionSources();
  const offered = suggestPublishing(sources);
  return (
    <div className="grid shrink-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-x-1.5 gap-y-0.5 @min-[520px]:grid-cols-[minmax(0,1fr)_auto_auto]">
      <SendField
        label="Publish subject"
        placeholder="orders.eu.created"
        hotkey="p"
        completion={completePublishing(subject, sources)}
        value={subject}
        // An empty field is not an error yet.
        problem={subject === "" ? null : problem}
        onChange={(next) => editDraft((now) => ({ ...now, subject: next }))}
      />
      <div className="@min-[520px]:min-w-42 @max-[519px]:order-2 @max-[519px]:col-span-2">
        {children}
      </div>
      <Button
        type="submit"
        tone={production === null ? "primary" : "alarm"}
        size="sm"
        disabled={!isReady}
        title={blocker ?? (production === null ? undefined : `Sends to ${production}`)}
        className="min-w-24 justify-center"
      >
        {action}
        <span aria-hidden className="font-normal">
          {isMac() ? "⌘⏎" : "Ctrl ⏎"}
        </span>
      </Button>
      {subject === "" && offered.length > 0 ? (
        <PublishSubjects offered={offered} />
      ) : (
        <Forecast
          action="publish"
          subject={problem === null ? subject : ""}
          queue=""
          needsInbox={mode === "request"}
          className="truncate @max-[519px]:order-1 @max-[519px]:col-span-2 @min-[520px]:col-span-3"
          hint="Shows whether these creds may publish."
        />
      )}
    </div>
  );
}

/** Subjects that these creds may publish to, for an empty field: in one line, as many as fit. */
function PublishSubjects({ offered }: { readonly offered: readonly string[] }) {
  return (
    <p className="col-span-2 flex h-6 flex-wrap items-center gap-x-1.5 gap-y-1 overflow-hidden text-small text-ink-2">
      May publish
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          data-offered-publish={one}
          onClick={() => editDraft((now) => ({ ...now, subject: one }))}
          className="mono min-h-6 max-w-[30ch] truncate rounded-[6px] border border-line bg-sunken px-2 py-0.5 text-accent hover:border-line-strong"
        >
          <VisibleText>{one}</VisibleText>
        </button>
      ))}
    </p>
  );
}

function isSideField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.dataset["sendField"] !== "subject";
}

function isMac(): boolean {
  return navigator.platform.startsWith("Mac");
}
