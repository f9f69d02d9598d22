// "Try it": asks the server what the rules have answered. A subscription is probed without a trace; a
// publish is real, so that it takes a second click which names the subject.

import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import { useBlocker } from "@/components/shared/use-blocker";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { tryPublish, trySubscribe } from "@/lib/page/actions/try-actions";
import { subjectText } from "@/lib/page/console/input-text";
import type { Decision } from "@/lib/page/permissions/decision";
import { questionKey, tryStore } from "@/lib/page/state/try-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
} from "@/lib/shared/grammar/subject";
import { hasTracing } from "./tracing";
import { TryLine } from "./try-line";

interface TryButtonProps {
  readonly id: EntryId;
  readonly decision: Decision;
  /** A publish is tried after one more question. */
  readonly onAsk: () => void;
}

/** The button alone; what comes of it stands in TryResult. */
export function TryButton({ id, decision, onAsk }: TryButtonProps) {
  const blocker = useBlocker();
  const isTrying = useStore(tryStore.store, (entries) => {
    const trial = entries.get(id)?.tries.get(questionKey(decision));
    return trial !== undefined && trial.result === null;
  });
  const obstacle = blocker ?? invalidText(decision);
  const press = () => {
    if (isTrying) return;
    if (decision.action === "publish") onAsk();
    else void trySubscribe(id, decision);
  };
  return (
    <Button
      size="sm"
      data-try
      disabled={obstacle !== null}
      // Keeps the focus, unlike one that is disabled.
      aria-disabled={isTrying}
      title={obstacle ?? undefined}
      aria-label={`Try it: ${decision.action} ${decision.subject}`}
      onClick={press}
    >
      {isTrying ? "Trying" : "Try it"}
    </Button>
  );
}

interface TryResultProps {
  readonly id: EntryId;
  readonly access: EffectiveRights;
  readonly decision: Decision;
  readonly isAsking: boolean;
  readonly onAsked: () => void;
}

export function TryResult({ id, access, decision, isAsking, onAsked }: TryResultProps) {
  const trial = useStore(tryStore.store, (entries) =>
    entries.get(id)?.tries.get(questionKey(decision)),
  );
  if (isAsking) return <AskPublish id={id} decision={decision} onAsked={onAsked} />;
  return trial === undefined ? null : <TryLine trial={trial} access={access} />;
}

interface AskPublishProps {
  readonly id: EntryId;
  readonly decision: Decision;
  readonly onAsked: () => void;
}

function AskPublish({ id, decision, onAsked }: AskPublishProps) {
  const version = useVault((state) => state.sessions.get(id)?.server?.info.version);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.querySelector("button")?.focus(), []);
  const isTraceable = version !== undefined && hasTracing(version);
  const choose = (isTraceOnly: boolean) => {
    onAsked();
    void tryPublish(id, decision, isTraceOnly);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name its buttons twice.
    <div
      ref={ref}
      role="group"
      aria-label={`Try to publish on ${decision.subject}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") onAsked();
      }}
      className="mt-1.5 grid gap-2 rounded-lg bg-sunken p-2.5"
    >
      <p className="text-small wrap-anywhere">
        A publish is real: an empty message goes to{" "}
        <code>
          <VisibleText>{decision.subject}</VisibleText>
        </code>{" "}
        and whoever listens gets it.
        {isTraceable
          ? " Traced only, the server says where it would go and delivers nothing."
          : version === undefined
            ? ""
            : ` This server (${version}) cannot trace instead: that came with 2.11.`}
      </p>
      <div className="flex flex-wrap gap-1.5">
        {isTraceable ? (
          <Button size="sm" tone="primary" onClick={() => choose(true)}>
            Trace only
          </Button>
        ) : null}
        <Button size="sm" tone="danger" onClick={() => choose(false)}>
          Publish for real
        </Button>
        <Button size="sm" tone="quiet" onClick={onAsked}>
          Leave it
        </Button>
      </div>
    </div>
  );
}

/** Null when a server can be asked about it. */
export function invalidText({ action, subject, queue }: Decision): string | null {
  const checked =
    action === "publish" ? checkPublishSubject(subject) : checkSubscribeSubject(subject);
  if (!checked.ok) return subjectText(checked.fault);
  if (queue !== "" && !checkQueueGroup(queue).ok)
    return "A queue group is one word without blanks.";
  return null;
}
