// The check that runs, or the last one: how far it is, how fast, which servers do not answer, and what can be done.

import { Pause, Play, RotateCw, Square, X } from "lucide-react";
import { useStore } from "zustand";
import { paceText, serversText } from "@/components/check/check-text";
import { ExportMenu } from "@/components/check/export-menu";
import { OutcomeBar } from "@/components/check/outcome-bar";
import { SilentServers } from "@/components/check/silent-servers";
import { useCheckVersion } from "@/components/check/use-check-version";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { closeCheck, controlCheck } from "@/lib/page/actions/check/check-actions";
import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import { formatMoment } from "@/lib/page/format/time";
import { counted } from "@/lib/page/format/words";
import { checkCounts, checkRunState, checkStore } from "@/lib/page/state/check-store";

export function RunBar() {
  useCheckVersion();
  const state = useStore(checkStore);
  const run = checkRunState(state);
  if (run === null) return null;
  const { done, total } = checkCounts(state);
  const isOver = run === "done" || run === "stopped";
  const hasEnded = state.progress?.columns.some((column) => column.state === "ended") ?? false;
  const canResume =
    !state.isLost && (run === "paused" || run === "stopped" || (run === "done" && hasEnded));
  return (
    <section
      aria-label="Check"
      data-check-run={run}
      data-done={done}
      data-total={total}
      className="grid gap-1.5 border-b border-line bg-panel px-4 py-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p className="min-w-0 wrap-anywhere">
          {headOf(run, state.isLost)}{" "}
          <b className="font-semibold">{counted(state.ids.length, "creds", "creds")}</b> on{" "}
          <b className="font-semibold">
            <VisibleText>{serversText(state.servers)}</VisibleText>
          </b>
        </p>
        <OutcomeBar state={state} done={done} total={total} />
        <p role="status" className="whitespace-nowrap text-ink-2 tabular-nums">
          <b className="font-semibold text-ink">{formatCount(done)}</b> of {formatCount(total)}
          <span className="@max-[700px]:hidden">
            {isOver ? `, ${overText(state.startedAt, state.endedAt)}` : ""}
          </span>
        </p>
        {isOver ? null : (
          <p className="whitespace-nowrap text-ink-2 tabular-nums @max-[900px]:hidden">
            {paceText(state, total - done)}
          </p>
        )}
        <div className="ml-auto flex items-center gap-1.5">
          {run === "running" ? (
            <Button size="bar" onClick={() => controlCheck("pause")}>
              <Pause aria-hidden className="size-3.5" />
              Pause<span className="sr-only"> check</span>
            </Button>
          ) : canResume ? (
            <Button
              size="bar"
              title={run === "stopped" ? "Checks what has no answer yet" : undefined}
              onClick={() => controlCheck("resume")}
            >
              {run === "done" ? (
                <RotateCw aria-hidden className="size-3.5" />
              ) : (
                <Play aria-hidden className="size-3.5" />
              )}
              Resume<span className="sr-only"> check</span>
            </Button>
          ) : null}
          {isOver ? (
            <>
              <ExportMenu />
              <Button size="icon" tone="quiet" aria-label="Close the results" onClick={closeCheck}>
                <X aria-hidden className="size-4" />
              </Button>
            </>
          ) : (
            <Button size="bar" onClick={() => controlCheck("stop")}>
              <Square aria-hidden className="size-3.5" />
              Stop<span className="sr-only"> check</span>
            </Button>
          )}
        </div>
      </div>
      <SilentServers state={state} />
      {state.isLost ? (
        <p role="alert" className="text-warn">
          This tab's vault stopped, and the check with it. The results so far are below. A new check
          tries all of the creds again.
        </p>
      ) : null}
    </section>
  );
}

function headOf(run: "running" | "paused" | "stopped" | "done", isLost: boolean): string {
  if (isLost) return "Ended:";
  switch (run) {
    case "running":
      return "Checking";
    case "paused":
      return "Paused:";
    case "stopped":
      return "Stopped:";
    case "done":
      return "Checked";
  }
}

function overText(startedAt: number, endedAt: number | null): string {
  const at = formatMoment(startedAt / 1_000, Date.now());
  const seconds = Math.max(1, Math.round(((endedAt ?? startedAt) - startedAt) / 1_000));
  return `${at}, in ${formatSpan(seconds)}`;
}
