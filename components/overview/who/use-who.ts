// The answer to the question of "Who may", for the creds that match the search. A long list is answered in the
// background, so that typing stays fast.

import { useDeferredValue, useMemo } from "react";
import { useStore } from "zustand";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { overviewStore, type WhoQuestion } from "@/lib/page/overview/overview-store";
import { type WhoAnswer, type WhoRow, whoMay } from "@/lib/page/overview/who-may";
import { checkQueueGroup, checkSubscribeSubject } from "@/lib/shared/grammar/subject";

export interface Who {
  readonly answer: WhoAnswer | null;
  readonly listed: readonly WhoRow[];
  readonly kind: WhoQuestion["kind"];
}

const NONE: readonly WhoRow[] = [];

/** `rows`: null while the view is not shown. */
export function useWho(rows: readonly OverviewRow[] | null): Who {
  const asked = useStore(overviewStore, (state) => state.who);
  const question = useDeferredValue(asked);
  const { action, subject, kind } = question;
  const queue = action === "publish" ? "" : question.queue;
  const answer = useMemo(() => {
    if (rows === null || !checkSubscribeSubject(subject).ok) return null;
    if (queue !== "" && !checkQueueGroup(queue).ok) return null;
    return whoMay(rows, { action, subject, queue });
  }, [rows, action, subject, queue]);
  const listed = useMemo(() => {
    if (answer === null) return NONE;
    return kind === "all"
      ? answer.rows
      : answer.rows.filter(({ decision }) => decision.kind === kind);
  }, [answer, kind]);
  return { answer, listed, kind: asked.kind };
}
