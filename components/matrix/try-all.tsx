// Tries every subscription of the lines shown, one after the other: no message is received, nothing is
// published. Publishes are left to their own buttons, one decision each.

import { useEffect, useRef, useState } from "react";
import { type AnsweredLine, decisionsOf } from "@/components/matrix/answered-lines";
import { invalidText } from "@/components/permissions/try/try-it";
import { useBlocker } from "@/components/shared/use-blocker";
import { Button } from "@/components/ui/button";
import { trySubscribe } from "@/lib/page/actions/try-actions";
import { formatCount } from "@/lib/page/format/count";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface TryAllProps {
  readonly id: EntryId;
  readonly lines: readonly AnsweredLine[];
}

export function TryAll({ id, lines }: TryAllProps) {
  const blocker = useBlocker();
  const [done, setDone] = useState<number | null>(null);
  // Counted up by whatever ends a run: Stop, another run, leaving.
  const turn = useRef(0);
  const end = () => {
    turn.current += 1;
  };
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  const decisions = decisionsOf(lines).filter(
    (one) => one.action === "subscribe" && invalidText(one) === null,
  );
  const run = async () => {
    end();
    const mine = turn.current;
    for (const [at, decision] of decisions.entries()) {
      setDone(at);
      await trySubscribe(id, decision);
      if (turn.current !== mine) return;
    }
    setDone(null);
  };
  const stop = () => {
    end();
    setDone(null);
  };
  if (done !== null) {
    return (
      <>
        <Button size="sm" onClick={stop}>
          Stop
        </Button>
        <span role="status" className="text-data text-ink-2 tabular-nums">
          tried {formatCount(done)} of {formatCount(decisions.length)}
        </span>
      </>
    );
  }
  return (
    <Button
      size="sm"
      disabled={blocker !== null || decisions.length === 0}
      title={blocker ?? "Each is probed without receiving anything"}
      onClick={() => void run()}
    >
      Try the subscriptions
    </Button>
  );
}
