// Tests a decision on the server. A subscription is tried without receiving anything. A publish is real, so it takes a
// second click that names the subject.

import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { useBlocker } from "@/components/shared/use-blocker";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { tryPublish, trySubscribe } from "@/lib/page/actions/try-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { queueText, subjectText } from "@/lib/page/console/input-text";
import type { Decision } from "@/lib/page/permissions/decision";
import { questionKey, tryStore } from "@/lib/page/state/try-store";
import { canServerTrace } from "@/lib/shared/base/server-version";
import type { EntryId } from "@/lib/shared/facts/creds";
import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
} from "@/lib/shared/grammar/subject";
import { TryLine } from "./try-line";

interface TryButtonProps {
  readonly id: EntryId;
  readonly decision: Decision;
  /** Called for a publish, which needs a second click. */
  readonly onAsk: () => void;
}

/** The button only; TryResult shows the result. */
export function TryButton({ id, decision, onAsk }: TryButtonProps) {
  const blocker = useBlocker("test it");
  const isTrying = useStore(tryStore.store, (entries) => {
    const tried = entries.get(id)?.tries.get(questionKey(decision));
    return tried !== undefined && tried.result === null;
  });
  const obstacle = blocker ?? untriableText(decision);
  const onTry = () => {
    if (isTrying) return;
    if (decision.action === "publish") onAsk();
    else void trySubscribe(id, decision);
  };
  return (
    <Button
      size="sm"
      data-try
      disabled={obstacle !== null}
      // A disabled button would lose the focus.
      aria-disabled={isTrying}
      title={obstacle ?? "Test on the server"}
      aria-label={`Test on the server: ${decision.action} ${escapedText(decision.subject)}`}
      onClick={onTry}
    >
      {isTrying ? "Testing" : "Test"}
    </Button>
  );
}

interface TryResultProps {
  readonly id: EntryId;
  readonly rights: EffectiveRights;
  readonly decision: Decision;
  readonly isAsking: boolean;
  readonly onAsked: () => void;
}

export function TryResult({ id, rights, decision, isAsking, onAsked }: TryResultProps) {
  const tried = useStore(tryStore.store, (entries) =>
    entries.get(id)?.tries.get(questionKey(decision)),
  );
  if (isAsking) return <AskPublish id={id} decision={decision} onAsked={onAsked} />;
  return tried === undefined ? null : <TryLine tried={tried} rights={rights} />;
}

interface AskPublishProps {
  readonly id: EntryId;
  readonly decision: Decision;
  readonly onAsked: () => void;
}

function AskPublish({ id, decision, onAsked }: AskPublishProps) {
  const info = useVault((state) => state.sessions.get(id)?.server?.info);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.querySelector("button")?.focus(), []);
  const isTraceable = info !== undefined && canServerTrace(info);
  const onChoose = (isTraceOnly: boolean) => {
    onAsked();
    void tryPublish(id, decision, isTraceOnly);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name its buttons twice.
    <div
      ref={ref}
      role="group"
      aria-label={`Test publishing to ${escapedText(decision.subject)}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") onAsked();
      }}
      className="mt-1.5 grid gap-2 rounded-lg bg-sunken p-2.5"
    >
      <p className="text-small wrap-anywhere">
        This publishes an empty message to{" "}
        <code>
          <VisibleText>{decision.subject}</VisibleText>
        </code>{" "}
        and every subscriber receives it.
        {isTraceable
          ? " With a trace, the server reports where the message would go and delivers nothing."
          : info === undefined
            ? ""
            : ` This server (${escapedText(info.version)}) cannot trace a message instead; that needs 2.11 or newer, with headers.`}
      </p>
      <div className="flex flex-wrap gap-1.5">
        {isTraceable ? (
          <Button size="sm" tone="primary" onClick={() => onChoose(true)}>
            Trace only
          </Button>
        ) : null}
        <Button size="sm" tone="danger" onClick={() => onChoose(false)}>
          Publish for real
        </Button>
        <Button size="sm" tone="quiet" onClick={onAsked}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

/** Why a server cannot be asked about the subject or queue group; null when it can. */
export function untriableText({ action, subject, queue }: Decision): string | null {
  const checked =
    action === "publish" ? checkPublishSubject(subject) : checkSubscribeSubject(subject);
  if (!checked.ok) return subjectText(checked.fault);
  const checkedQueue = queue === "" ? null : checkQueueGroup(queue);
  return checkedQueue?.ok === false ? queueText(checkedQueue.fault) : null;
}
