// The progress of repeated or replayed messages from the press on, and how it ended or why it could not start. Shown in the
// send form and in the dialog of a replay.

import { X } from "lucide-react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { VisibleText } from "@/components/ui/visible-text";
import { controlRepeat, dismissRepeat } from "@/lib/page/actions/send/repeat-actions";
import { cx } from "@/lib/page/base/cx";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { consoleStore, isRunActive, viewOf } from "@/lib/page/state/console-store";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

/** Before the first message. */
export const REPLAY_STARTING = "Starting: looking for the messages to send";

/** `id`: the creds that send. */
export function RepeatProgress({ id }: { readonly id: EntryId }) {
  const repeat = useStore(consoleStore, () => viewOf(id).repeat);
  const isActive = useStore(consoleStore, () => isRunActive(viewOf(id)));
  if (repeat === null) return null;
  const { facts, fault } = repeat;
  return (
    <section
      aria-label={facts.kind === "replay" ? "Replay" : "Repeat"}
      data-repeat={facts.state}
      data-repeat-sent={facts.sent}
      className={cx(
        "grid gap-1.5 rounded-[7px] px-2.5 py-1.5 text-small",
        facts.state === "failed" ? "bg-bad-soft text-bad" : "bg-sunken",
      )}
    >
      <Progress
        label={facts.kind === "replay" ? "Messages replayed" : "Messages sent"}
        value={facts.done}
        max={facts.times}
      />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <p
          role={facts.state === "failed" ? "alert" : "status"}
          className="min-w-0 flex-1 tabular-nums wrap-anywhere"
        >
          <VisibleText>{repeatText(facts, fault)}</VisibleText>
        </p>
        {isActive ? (
          <>
            {facts.state === "starting" ? null : (
              <Button
                size="sm"
                onClick={() =>
                  void controlRepeat(id, facts.state === "paused" ? "resume" : "pause")
                }
              >
                {facts.state === "paused" ? "Resume sending" : "Pause sending"}
              </Button>
            )}
            <Button size="sm" onClick={() => void controlRepeat(id, "cancel")}>
              Cancel
            </Button>
          </>
        ) : (
          <Button size="sm" tone="quiet" aria-label="Dismiss" onClick={() => dismissRepeat(id)}>
            <X aria-hidden className="size-3.5" />
          </Button>
        )}
      </div>
    </section>
  );
}

function repeatText(facts: RepeatFacts, fault: Fault<ActionFault> | null): string {
  const { state, sent, times, bytes, rate, elapsedMs, isTaken, leftOut, refused } = facts;
  const count = formatCount(sent);
  const why = refused === 0 ? "" : ` (${formatCount(refused)} on reply or system subjects)`;
  const left = leftOut === 0 ? "" : `; ${formatCount(leftOut)} left out${why}`;
  switch (state) {
    case "starting":
      return facts.kind === "replay" ? REPLAY_STARTING : "Starting";
    case "running":
      return `Sent ${count} of ${formatCount(times)}, ${formatCount(Math.round(rate))}/s, ${formatBytes(bytes)}${left}`;
    case "paused":
      return `Paused after ${count} of ${formatCount(times)}`;
    case "cancelled":
      if (sent === 0) return "Cancelled. Nothing was sent";
      return `Cancelled after ${count} of ${formatCount(times)}`;
    case "done": {
      const perSecond = formatCount(Math.round(sent / Math.max(0.001, elapsedMs / 1000)));
      const end = isTaken ? "; received by the server" : "; waiting for the server";
      return `Sent ${count} in ${(elapsedMs / 1000).toFixed(1)} s, ${perSecond}/s, ${formatBytes(bytes)}${left}${end}`;
    }
    case "failed": {
      if (fault === null) return `Ended after ${count} of ${formatCount(times)}`;
      const { title, meaning, next } = actionText(fault);
      if (sent === 0) return [`${title}.`, meaning, next].filter(Boolean).join(" ");
      return `${title} after ${count} of ${formatCount(times)}. ${meaning}`;
    }
  }
}
