// Tests every subscription of the shown lines on the server, one after the other. No message is received and nothing is
// published. Publishes keep their own buttons, since each needs a decision.

import { useEffect, useRef, useState } from "react";
import { type AnsweredLine, decisionsOf } from "@/components/matrix/answered-lines";
import { untriableText } from "@/components/permissions/try/try-it";
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
  const blocker = useBlocker("test them");
  const [done, setDone] = useState<number | null>(null);
  // Stop, another run and unmounting end a run by counting this up.
  const run = useRef(0);
  const end = () => {
    run.current += 1;
  };
  useEffect(
    () => () => {
      run.current += 1;
    },
    [],
  );
  const decisions = decisionsOf(lines).filter(
    (one) => one.action === "subscribe" && untriableText(one) === null,
  );
  const onStart = async () => {
    end();
    const current = run.current;
    for (const [index, decision] of decisions.entries()) {
      setDone(index);
      await trySubscribe(id, decision);
      if (run.current !== current) return;
    }
    setDone(null);
  };
  const onStop = () => {
    end();
    setDone(null);
  };
  if (done !== null) {
    return (
      <>
        <Button size="sm" onClick={onStop}>
          Stop
        </Button>
        <span role="status" className="text-data text-ink-2 tabular-nums">
          tested {formatCount(done)} of {formatCount(decisions.length)}
        </span>
      </>
    );
  }
  return (
    <Button
      size="sm"
      disabled={blocker !== null || decisions.length === 0}
      title={blocker ?? "Tests each subscription without receiving messages"}
      onClick={() => void onStart()}
    >
      Test the subscriptions
    </Button>
  );
}
