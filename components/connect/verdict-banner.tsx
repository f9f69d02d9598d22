// The headline of the verdict, drawn as soon as the vault reports it (draw-verdict.ts). The sentence, the
// figures and the explanation follow one task later, from verdict-card.tsx. Each live region announces its
// text once, so everything that keeps changing is outside of them.

import { type ReactNode, type Ref, useLayoutEffect, useRef } from "react";
import { type VerdictState, verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { headline } from "@/components/shared/verdict/verdict-text";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { drawVerdict, isPolite } from "./draw-verdict";

export interface VerdictBannerProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  /** One task behind the headline. */
  readonly state: VerdictState | null;
  /** Time until the next attempt; null when none is planned. */
  readonly retryMs: number | null;
  /** Announced together with the headline. */
  readonly sentence: ReactNode;
  /** Shown below the sentence on the same background, and not announced. */
  readonly figures: ReactNode;
  /** The address that the verdict is about, when the server field holds another one; else null. */
  readonly staleAddress: string | null;
  /** The explanation, below the coloured area. */
  readonly children: ReactNode;
}

export function VerdictBanner(props: VerdictBannerProps) {
  const { id, facts, state, retryMs, sentence, figures, staleAddress, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const background = useRef<HTMLDivElement>(null);
  const statusHeading = useRef<HTMLHeadingElement>(null);
  const alertHeading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    let drawn: string | null = null;
    const draw = () => {
      const session = vaultStore.getState().sessions.get(id);
      const current = verdictStateOf(facts, session);
      const title = current === null ? "" : headline(current, session, facts);
      if (drawn === `${current} ${title}`) return;
      drawn = `${current} ${title}`;
      if (frame.current && background.current && statusHeading.current && alertHeading.current) {
        const parts = {
          frame: frame.current,
          background: background.current,
          statusHeading: statusHeading.current,
          alertHeading: alertHeading.current,
        };
        drawVerdict(parts, current, title);
      }
    };
    draw();
    return vaultStore.subscribe(draw);
  }, [id, facts]);
  const isStatus = state !== null && isPolite(state);
  return (
    // A live region has to exist before its text changes; otherwise nothing is announced.
    <div
      ref={frame}
      className="data-verdict:mt-3 data-stale:grayscale"
      data-retry-ms={retryMs ?? undefined}
      data-stale={staleAddress === null ? undefined : true}
    >
      {staleAddress === null ? null : <StaleNote address={staleAddress} />}
      <div ref={background}>
        <div role="status">
          <Headline ref={statusHeading} state={isStatus ? state : null} />
          {isStatus ? sentence : null}
        </div>
        <div role="alert">
          <Headline ref={alertHeading} state={isStatus ? null : state} />
          {isStatus ? null : sentence}
        </div>
        {figures}
      </div>
      {children}
    </div>
  );
}

/** Grey alone says nothing to a screen reader. */
function StaleNote({ address }: { address: string }) {
  return (
    <p className="mb-1.5 text-small text-ink-2 wrap-anywhere">
      This is about <VisibleText>{address}</VisibleText>, not about the address above.
    </p>
  );
}

interface HeadlineProps {
  readonly ref: Ref<HTMLHeadingElement>;
  /** Null while this heading is empty. */
  readonly state: VerdictState | null;
}

/** Reserves the space of the icon, so that the title does not move when the icon appears. */
function Headline({ ref, state }: HeadlineProps) {
  const { icon: Icon, isMoving } = VERDICT_TONES[state ?? "connecting"];
  return (
    <h2 ref={ref} hidden>
      <span className="size-4.5 shrink-0">
        {state === null ? null : (
          <Icon
            aria-hidden
            className={cx("size-4.5", isMoving && "motion-safe:animate-spin")}
            strokeWidth={2.2}
          />
        )}
      </span>
      <span className="wrap-anywhere tabular-nums" />
    </h2>
  );
}
