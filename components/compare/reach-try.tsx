// Tries whether a message crosses: the receiver listens, the sender publishes one empty message. Both
// must be connected; each connection takes a click that names the server.

import { useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { connectEntry } from "@/lib/page/actions/connection-actions";
import { tryReach } from "@/lib/page/actions/try-actions";
import { cx } from "@/lib/page/base/cx";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import type { ReachAnswer, ReachQuestion } from "@/lib/page/permissions/reach";
import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ReachResult } from "@/lib/shared/facts/permission-tries";
import { MismatchLine } from "./mismatch-line";
import { compareReach, type ReachNames, sayReach } from "./reach-text";
import type { Side } from "./side";

export interface ReachTryProps {
  readonly sender: Side;
  readonly receiver: Side;
  readonly question: ReachQuestion;
  readonly answer: ReachAnswer;
  readonly names: ReachNames;
}

export function ReachTry({ sender, receiver, question, answer, names }: ReachTryProps) {
  const [isTrying, setIsTrying] = useState(false);
  const [reply, setReply] = useState<Result<ReachResult, ActionFault> | null>(null);
  const sessions = useVault((state) => state.sessions);
  const isOpen = ({ entry }: Side) => sessions.get(entry.id)?.phase === "open";
  const missing = [sender, receiver].filter((side) => !isOpen(side));
  const addresses = [sender, receiver].flatMap(
    ({ entry }) => sessions.get(entry.id)?.attempt?.address ?? [],
  );
  const [address, another = address] = addresses;
  const run = async () => {
    setIsTrying(true);
    setReply(await tryReach({ from: sender.entry.id, to: receiver.entry.id, ...question }));
    setIsTrying(false);
  };
  return (
    <div className="mt-2 ml-6">
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" disabled={missing.length > 0 || isTrying} onClick={() => void run()}>
          {isTrying ? "Trying" : "Try it live"}
        </Button>
        <span className="min-w-0 text-hint text-ink-3 wrap-anywhere">
          {missing.length > 0
            ? "Both must be connected."
            : "A real publish: an empty message, which other subscribers get too."}
        </span>
        {address === undefined
          ? null
          : missing.map(({ entry }) => (
              <Button
                key={entry.id}
                size="sm"
                disabled={sessions.get(entry.id)?.phase === "connecting"}
                onClick={() => void connectEntry(entry.id, address)}
              >
                Connect <VisibleText>{entry.label}</VisibleText> to{" "}
                <code className="text-hint">{address}</code>
              </Button>
            ))}
      </div>
      {missing.length === 0 && another !== address ? (
        <p className="mt-1 text-hint text-warn wrap-anywhere">
          They are connected to different addresses, {address} and {another}. A message crosses only
          if these servers are joined.
        </p>
      ) : null}
      {reply === null ? null : <Outcome reply={reply} answer={answer} names={names} />}
    </div>
  );
}

interface OutcomeProps extends Pick<ReachTryProps, "answer" | "names"> {
  readonly reply: Result<ReachResult, ActionFault>;
}

function Outcome({ reply, answer, names }: OutcomeProps) {
  if (!reply.ok) {
    const { title, next } = actionText(reply.fault);
    return (
      <p role="alert" className="mt-1.5 text-small text-bad">
        {title}. {next}
      </p>
    );
  }
  const { hasArrived, publish, subscribe } = reply.value;
  const words = [publish?.text ?? "", subscribe.text].filter((text) => text !== "");
  const finding = compareReach(answer, reply.value);
  return (
    <>
      <p
        role="status"
        data-reach-trial={hasArrived ? "arrived" : "not-arrived"}
        className={cx("mt-1.5 font-medium wrap-anywhere", hasArrived ? "text-ok" : "text-bad")}
      >
        <VisibleText>{sayReach(reply.value, names)}</VisibleText>
      </p>
      {words.map((text) => (
        <code key={text} className="block text-hint text-ink-2 wrap-anywhere">
          <VisibleText>{text}</VisibleText>
        </code>
      ))}
      {finding === null ? null : <MismatchLine>{finding}</MismatchLine>}
    </>
  );
}
