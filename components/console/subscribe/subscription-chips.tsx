// The subscriptions of the session: colour and subject, how many messages and how fast, and whether the server
// allowed them. Beside them, and without any, subjects that these creds may subscribe to.

import { Crosshair, Eye, EyeOff, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { useBlocker } from "@/components/shared/use-blocker";
import { VisibleText } from "@/components/ui/visible-text";
import { listAlone, mute, subscribe, unsubscribe } from "@/lib/page/actions/send/messaging-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";
import type { SubscriptionView } from "@/lib/shared/facts/console";
import { slotClass } from "./colours";
import { overlapsOf } from "./overlaps";
import { SubscriptionSets } from "./subscription-sets";
import { suggestSubscriptions } from "./suggest-subjects";
import { useSuggestionSources } from "./use-suggestion-sources";

export function SubscriptionChips() {
  const subscriptions = useSampledWindow()?.subscriptions ?? [];
  const blocker = useBlocker("subscribe");
  if (subscriptions.length === 0) return <Examples />;
  return (
    // Many subscriptions scroll here; the bar is always drawn, so that a cut row is no end.
    <div className="flex max-h-25 min-h-7.5 flex-wrap items-center gap-1.5 overflow-y-auto px-3 pb-1 [scrollbar-width:thin]">
      {subscriptions.length < MANY ? null : (
        <span className="text-small text-ink-2">{subscriptions.length} subscriptions</span>
      )}
      <ul aria-label="Subscriptions" className="contents">
        {subscriptions.map((one) => (
          <Chip key={one.id} subscription={one} overlaps={overlapsOf(one, subscriptions)} />
        ))}
      </ul>
      <SubscriptionSets />
      {blocker === null ? (
        <SubjectButtons label="May also" subscribed={subscriptions} most={MORE_OFFERED} />
      ) : (
        <p className="ml-1 text-small text-ink-2">{blocker}</p>
      )}
    </div>
  );
}

/** From here on the number of subscriptions is said. */
const MANY = 7;
/** Offered beside subscriptions. */
const MORE_OFFERED = 2;

const STATES = {
  active: "border-line bg-sunken",
  violated: "border-transparent bg-bad-soft text-bad",
  ended: "border-dashed border-line-strong bg-sunken text-ink-2",
} satisfies Record<SubscriptionView["state"], string>;

interface ChipProps {
  readonly subscription: SubscriptionView;
  /** Others that get the same messages. */
  readonly overlaps: readonly SubscriptionView[];
}

function Chip({ subscription, overlaps }: ChipProps) {
  const { id, subject, queue, state, received, rate, reason, colour } = subscription;
  const isMuted = useView((view) => view.muted.has(id));
  const solo = useView((view) => view.solo);
  const isListed = solo === null ? !isMuted : solo === id;
  return (
    <li
      data-subscription={subject}
      data-received={received}
      data-state={state}
      data-muted={isListed ? undefined : ""}
      title={
        reason === "" ? escapedText(subject) : `${escapedText(subject)}: ${escapedText(reason)}`
      }
      className={cx(
        "inline-flex min-h-6.5 max-w-full items-center gap-1.75 rounded-[7px] border pl-2",
        STATES[state],
        !isListed && "text-ink-3",
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
      {overlaps.length === 0 ? null : (
        <span
          data-overlaps={overlaps.length}
          title={`Messages come here and to ${overlaps.map((one) => escapedText(one.subject)).join(", ")}`}
          className="text-hint text-warn"
        >
          overlaps
        </span>
      )}
      <span className="inline-flex">
        <ChipButton
          label={isMuted ? "Unmute" : "Mute"}
          title={
            isMuted
              ? "List its messages again"
              : "Leave its messages out of list, chart, export and replay. Subjects counts them."
          }
          isPressed={isMuted}
          onPress={() => mute(id, !isMuted)}
        >
          {isMuted ? (
            <EyeOff aria-hidden className="size-3.5" />
          ) : (
            <Eye aria-hidden className="size-3.5" />
          )}
        </ChipButton>
        <ChipButton
          label="Solo"
          title={solo === id ? "List all again" : "List its messages alone"}
          isPressed={solo === id}
          onPress={() => listAlone(solo === id ? null : id)}
        >
          <Crosshair aria-hidden className="size-3.5" />
        </ChipButton>
      </span>
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

interface ChipButtonProps {
  readonly label: string;
  readonly title: string;
  readonly isPressed: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function ChipButton({ label, title, isPressed, onPress, children }: ChipButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={title}
      aria-pressed={isPressed}
      onClick={onPress}
      className="grid h-6.5 w-6 place-items-center rounded-[6px] text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-pressed:text-accent"
    >
      {children}
    </button>
  );
}

function Examples() {
  const blocker = useBlocker("subscribe");
  return (
    <p className="flex min-h-7.5 flex-wrap items-center gap-1.5 px-3 pb-1 text-small text-ink-2">
      <SubscriptionSets />
      {blocker === null ? <SubjectButtons label="Try" subscribed={[]} most={6} /> : blocker}
    </p>
  );
}

interface SubjectButtonsProps {
  readonly label: string;
  readonly subscribed: readonly SubscriptionView[];
  readonly most: number;
}

/** Subjects that these creds may subscribe to and have not. */
function SubjectButtons({ label, subscribed, most }: SubjectButtonsProps) {
  const sources = useSuggestionSources();
  const known = new Set(subscribed.map(({ subject, queue }) => `${subject} ${queue}`));
  const offered = suggestSubscriptions(sources)
    .filter(({ subject, queue }) => !known.has(`${subject} ${queue}`))
    .slice(0, most);
  if (offered.length === 0) return null;
  return (
    <>
      {label}
      {offered.map(({ subject, queue }) => (
        <button
          key={`${subject} ${queue}`}
          type="button"
          data-offered={`${subject} ${queue}`.trim()}
          title={`Subscribe to ${escapedText(subject)}${queue === "" ? "" : ` in queue group ${escapedText(queue)}`}`}
          onClick={() => void subscribe(subject, queue)}
          className="mono min-h-6 max-w-[40ch] truncate rounded-[6px] border border-line bg-sunken px-2 py-0.5 text-accent hover:border-line-strong"
        >
          <VisibleText>{subject}</VisibleText>
          {queue === "" ? null : (
            <span className="text-ink-2">
              {" "}
              <VisibleText>{queue}</VisibleText>
            </span>
          )}
        </button>
      ))}
    </>
  );
}
