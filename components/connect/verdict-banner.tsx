// The head of the verdict, drawn as soon as the vault reports it (draw-verdict.ts). The cause joins the
// headline one task later, with the explanation below it, from verdict-card.tsx.

import { type ReactNode, useLayoutEffect, useRef } from "react";
import { type Headline, headlineOf } from "@/components/shared/verdict/headline-text";
import { type VerdictState, verdictStateOf } from "@/components/shared/verdict/verdict-state";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { cx } from "@/lib/page/base/cx";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import { drawVerdict, type VerdictParts } from "./draw-verdict";

export interface VerdictBannerProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  /** One task behind what is drawn. */
  readonly state: VerdictState | null;
  readonly session: SessionState | undefined;
  /** With its cause; it belongs to `session`. */
  readonly headline: Headline;
  /** The code of the first cause. */
  readonly cause: string | null;
  /** Time until the next attempt; null when none is planned. */
  readonly retryMs: number | null;
  /** The address that the verdict is about, when the server field holds another one; else null. */
  readonly staleAddress: string | null;
  /** Below the headline, on the same background. */
  readonly sure: ReactNode;
  /** Below the head, in the same card. */
  readonly body: ReactNode;
  /** Below the card. */
  readonly children: ReactNode;
}

export function VerdictBanner(props: VerdictBannerProps) {
  const {
    id,
    facts,
    state,
    session,
    headline,
    cause,
    retryMs,
    staleAddress,
    sure,
    body,
    children,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const outcome = useRef<HTMLElement>(null);
  const sentence = useRef<HTMLSpanElement>(null);
  /** What React knows. The subscription below draws it as long as it is about the same attempt. */
  const explained = useRef({ key: "", headline, cause });

  const draw = () => {
    const now = vaultStore.getState().sessions.get(id);
    const current = verdictStateOf(facts, now);
    const key = keyOf(current, now);
    const { headline: text, cause: code } =
      explained.current.key === key
        ? explained.current
        : { headline: current === null ? headline : headlineOf(current, null), cause: null };
    const parts = {
      frame: frame.current,
      head: head.current,
      heading: heading.current,
      outcome: outcome.current,
      sentence: sentence.current,
    };
    if (areDrawn(parts)) drawVerdict(parts, current, text, code);
  };
  useLayoutEffect(() => {
    explained.current = { key: keyOf(state, session), headline, cause };
    draw();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: draw reads the store and refs only, and facts.
  useLayoutEffect(() => {
    let drawn = "";
    return vaultStore.subscribe(() => {
      const now = vaultStore.getState().sessions.get(id);
      const key = keyOf(verdictStateOf(facts, now), now);
      if (key === drawn) return;
      drawn = key;
      draw();
    });
  }, [id, facts]);

  const { icon: Icon, text, isMoving } = VERDICT_TONES[state ?? "connecting"];
  return (
    <div
      ref={frame}
      hidden
      data-retry-ms={retryMs ?? undefined}
      data-stale={staleAddress === null ? undefined : true}
      className="grid grid-cols-[minmax(0,1fr)] gap-3.5 data-stale:grayscale"
    >
      <div className="overflow-hidden rounded-xl border border-line bg-panel shadow-card">
        <div ref={head}>
          <div className="grid grid-cols-[26px_minmax(0,1fr)] gap-x-3 gap-y-1">
            <span className="mt-0.25 size-6.5">
              {state === null ? null : (
                <Icon
                  aria-hidden
                  className={cx("size-6.5", text, isMoving && "motion-safe:animate-spin")}
                  strokeWidth={1.9}
                />
              )}
            </span>
            <h2
              ref={heading}
              className="text-headline font-[640] tracking-[-0.015em] text-balance wrap-anywhere"
            >
              <em ref={outcome} className="not-italic" />
              <span ref={sentence} />
            </h2>
            <div className="col-start-2">{sure}</div>
          </div>
        </div>
        {body}
      </div>
      {children}
    </div>
  );
}

/** Changes whenever the answer may be another one. */
function keyOf(state: VerdictState | null, session: SessionState | undefined): string {
  const { attempt, end, hostProbe } = session ?? {};
  return [state, attempt?.startedAt, attempt?.number, end?.at, hostProbe ? 1 : 0].join(" ");
}

function areDrawn(
  parts: {
    readonly [Name in keyof VerdictParts]: VerdictParts[Name] | null;
  },
): parts is VerdictParts {
  return Object.values(parts).every((part) => part !== null);
}
