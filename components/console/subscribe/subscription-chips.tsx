// The subscriptions of the session: colour and subject, how many messages and how fast, and whether the server
// allowed them. Without any: examples to try.

import { TriangleAlert, X } from "lucide-react";
import { useStore } from "zustand";
import { useSampledWindow } from "@/components/console/view/use-view";
import { useBlocker } from "@/components/shared/use-blocker";
import { useServerDefaults } from "@/components/shared/use-server-defaults";
import { VisibleText } from "@/components/ui/visible-text";
import { subscribe, unsubscribe } from "@/lib/page/actions/messaging-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { sandboxStore } from "@/lib/page/config/sandbox";
import { formatCount } from "@/lib/page/format/count";
import type { SubscriptionView } from "@/lib/shared/facts/console";
import { slotClass } from "./colours";

export function SubscriptionChips() {
  const subscriptions = useSampledWindow()?.subscriptions ?? [];
  const blocker = useBlocker("subscribe");
  if (subscriptions.length === 0) return <Examples />;
  return (
    <div className="flex max-h-25 min-h-7.5 flex-wrap items-center gap-1.5 overflow-y-auto px-3 pb-1">
      <ul aria-label="Subscriptions" className="contents">
        {subscriptions.map((one) => (
          <Chip key={one.id} subscription={one} />
        ))}
      </ul>
      {blocker === null ? null : <p className="ml-1 text-small text-ink-2">{blocker}</p>}
    </div>
  );
}

const STATES = {
  active: "border-line bg-sunken",
  violated: "border-transparent bg-bad-soft text-bad",
  ended: "border-dashed border-line-strong bg-sunken text-ink-2",
} satisfies Record<SubscriptionView["state"], string>;

function Chip({ subscription }: { subscription: SubscriptionView }) {
  const { subject, queue, state, received, rate, reason, colour } = subscription;
  return (
    <li
      data-subscription={subject}
      data-received={received}
      data-state={state}
      title={
        reason === "" ? escapedText(subject) : `${escapedText(subject)}: ${escapedText(reason)}`
      }
      className={cx(
        "inline-flex min-h-6.5 max-w-full items-center gap-1.75 rounded-[7px] border pl-2",
        STATES[state],
      )}
    >
      {state === "violated" ? (
        <TriangleAlert aria-hidden className="size-3.25 shrink-0" />
      ) : (
        <i aria-hidden className={cx("size-2 shrink-0 rounded-xs", slotClass(colour))} />
      )}
      <code className="max-w-[36ch] min-w-[6ch] truncate">
        <VisibleText>{subject}</VisibleText>
      </code>
      {queue === "" ? null : (
        <span className="max-w-[16ch] truncate text-hint text-ink-3">
          queue <VisibleText>{queue}</VisibleText>
        </span>
      )}
      {state === "violated" ? (
        <span className="max-w-[40ch] truncate text-hint">
          {reason === "" ? "denied" : escapedText(reason)}
        </span>
      ) : (
        <span className="inline-flex gap-1.5 text-hint text-ink-3 tabular-nums">
          <span className="min-w-[5ch] text-right">{formatCount(received)}</span>
          <span className="min-w-[5ch] text-right">
            {state === "ended" ? "ended" : `${formatCount(Math.round(rate))}/s`}
          </span>
        </span>
      )}
      <button
        type="button"
        aria-label="Unsubscribe"
        title={`Unsubscribe from ${escapedText(subject)}`}
        onClick={() => void unsubscribe(subscription.id)}
        className="grid size-6.5 place-items-center rounded-[6px] text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

function Examples() {
  const blocker = useBlocker("subscribe");
  const isSandbox = useStore(sandboxStore, (state) => state.kind === "running");
  const { subjects: configured } = useServerDefaults();
  const subjects =
    configured.length > 0 ? configured : isSandbox ? [">", "orders.>", "demo.>"] : [">"];
  return (
    <p className="flex min-h-7.5 flex-wrap items-center gap-1.5 px-3 pb-1 text-small text-ink-2">
      {blocker === null ? (
        <>
          Try
          {subjects.map((subject) => (
            <button
              key={subject}
              type="button"
              title={`Subscribe to ${escapedText(subject)}`}
              onClick={() => void subscribe(subject, "")}
              className="mono rounded-[6px] border border-line bg-sunken px-2 py-0.5 text-accent hover:border-line-strong"
            >
              <VisibleText>{subject}</VisibleText>
            </button>
          ))}
          {isSandbox || configured.length > 0 ? null : (
            <span>to receive everything these creds may receive.</span>
          )}
        </>
      ) : (
        blocker
      )}
    </p>
  );
}
