// Tests live whether a message arrives: the receiver subscribes, the sender publishes one empty message. Both must be
// connected, and each connection takes a click that names the server.

import { CircleAlert } from "lucide-react";
import { useState } from "react";
import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
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
import { type ReachNames, reachMismatchText, reachResultText } from "./reach-text";

export interface ReachTryProps {
  readonly sender: EntryWithRights;
  readonly receiver: EntryWithRights;
  readonly question: ReachQuestion;
  readonly answer: ReachAnswer;
  readonly names: ReachNames;
}

export function ReachTry({ sender, receiver, question, answer, names }: ReachTryProps) {
  const [isTrying, setIsTrying] = useState(false);
  const [reply, setReply] = useState<Result<ReachResult, ActionFault> | null>(null);
  const sessions = useVault((state) => state.sessions);
  const isOpen = ({ entry }: EntryWithRights) => sessions.get(entry.id)?.phase === "open";
  const missing = [sender, receiver].filter((side) => !isOpen(side));
  const addresses = [sender, receiver].flatMap(
    ({ entry }) => sessions.get(entry.id)?.attempt?.address ?? [],
  );
  const [address, otherAddress = address] = addresses;
  const onTry = async () => {
    setIsTrying(true);
    setReply(await tryReach({ from: sender.entry.id, to: receiver.entry.id, ...question }));
    setIsTrying(false);
  };
  return (
    <div className="mt-2 ml-6">
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" disabled={missing.length > 0 || isTrying} onClick={() => void onTry()}>
          {isTrying ? "Testing" : "Test live"}
        </Button>
        <span className="min-w-0 text-hint text-ink-3 wrap-anywhere">
          {missing.length > 0
            ? "Both must be connected."
            : "This publishes an empty message, which other subscribers also receive."}
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
                <code className="text-hint">
                  <VisibleText>{address}</VisibleText>
                </code>
              </Button>
            ))}
      </div>
      {missing.length === 0 && otherAddress !== address ? (
        <p className="mt-1 text-hint text-warn wrap-anywhere">
          They are connected to different addresses,{" "}
          <VisibleText>{`${address} and ${otherAddress}`}</VisibleText>. A message arrives only if
          these servers are connected.
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
  const serverTexts = [publish?.text ?? "", subscribe.text].filter((text) => text !== "");
  const mismatch = reachMismatchText(answer, reply.value);
  return (
    <>
      <p
        role="status"
        data-reach-trial={hasArrived ? "arrived" : "not-arrived"}
        className={cx("mt-1.5 font-medium wrap-anywhere", hasArrived ? "text-ok" : "text-bad")}
      >
        <VisibleText>{reachResultText(reply.value, names)}</VisibleText>
      </p>
      {serverTexts.map((text) => (
        <code key={text} className="block text-hint text-ink-2 wrap-anywhere">
          <VisibleText>{text}</VisibleText>
        </code>
      ))}
      {mismatch === null ? null : <Mismatch text={mismatch} />}
    </>
  );
}

function Mismatch({ text }: { readonly text: string }) {
  return (
    <p
      role="status"
      data-finding="differs"
      className="mt-1.5 flex items-start gap-1.5 rounded-lg bg-warn-soft px-2.5 py-1.5 text-small"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
      <VisibleText>{text}</VisibleText>
    </p>
  );
}
