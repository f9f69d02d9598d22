// The answer itself, shown as soon as the vault tells it (draw-verdict.ts); what stands in and around it
// follows one task later, from verdict-card.tsx. Said once: what keeps changing stands outside of the
// live regions.

import { type ReactNode, type Ref, useLayoutEffect, useRef } from "react";
import { headline, type VerdictWord, verdictWord } from "@/components/shared/verdict-head";
import { VERDICT_TONES } from "@/components/shared/verdict-tones";
import { cx } from "@/lib/page/base/cx";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { drawVerdict, isCalm } from "./draw-verdict";

export interface VerdictBannerProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  /** One task behind what is shown. */
  readonly word: VerdictWord | null;
  /** Until the next attempt; null when none is planned. */
  readonly retryMs: number | null;
  /** Said with the answer. */
  readonly sentence: ReactNode;
  /** Beneath it, on its ground. */
  readonly figures: ReactNode;
  /** What explains it. */
  readonly children: ReactNode;
}

export function VerdictBanner(props: VerdictBannerProps) {
  const { id, facts, word, retryMs, sentence, figures, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLDivElement>(null);
  const calm = useRef<HTMLHeadingElement>(null);
  const urgent = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    let shown: string | null = null;
    const draw = () => {
      const session = vaultStore.getState().sessions.get(id);
      const now = verdictWord(facts, session);
      const title = now === null ? "" : headline(now, session, facts);
      if (shown === `${now} ${title}`) return;
      shown = `${now} ${title}`;
      if (frame.current && ground.current && calm.current && urgent.current) {
        const parts = {
          frame: frame.current,
          ground: ground.current,
          calm: calm.current,
          urgent: urgent.current,
        };
        drawVerdict(parts, now, title);
      }
    };
    draw();
    return vaultStore.subscribe(draw);
  }, [id, facts]);
  const isGood = word !== null && isCalm(word);
  return (
    // The live regions are there before anything is said in them, or it would not be announced.
    <div ref={frame} className="data-verdict:mt-3" data-retry-ms={retryMs ?? undefined}>
      <div ref={ground}>
        <div role="status">
          <Headline ref={calm} word={isGood ? word : null} />
          {isGood ? sentence : null}
        </div>
        <div role="alert">
          <Headline ref={urgent} word={isGood ? null : word} />
          {isGood ? null : sentence}
        </div>
        {figures}
      </div>
      {children}
    </div>
  );
}

interface HeadlineProps {
  readonly ref: Ref<HTMLHeadingElement>;
  /** Null while it says nothing. */
  readonly word: VerdictWord | null;
}

/** Its place for the icon is kept, so that the words do not move when it comes. */
function Headline({ ref, word }: HeadlineProps) {
  const { icon: Icon, isMoving } = VERDICT_TONES[word ?? "connecting"];
  return (
    <h2 ref={ref} hidden>
      <span className="size-4.5 shrink-0">
        {word === null ? null : (
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
