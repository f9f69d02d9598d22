// What the server said, in the order in which it came, and in a sentence.

import { ArrowLeft, ArrowRight } from "lucide-react";
import { VerdictSentence } from "@/components/connect/verdict-sentence";
import type { VerdictState } from "@/components/shared/verdict/verdict-state";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { formatMs } from "@/lib/page/format/duration";
import { showView } from "@/lib/page/state/panel-state";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface ServerSaidProps {
  readonly state: VerdictState;
  readonly session: SessionState;
  /** A cause is proven. */
  readonly isExplained: boolean;
}

export function ServerSaid({ state, session, isExplained }: ServerSaidProps) {
  const lines = session.attempt === null ? [] : wireLines(session.attempt);
  return (
    <section className="min-w-0 rounded-[10px] border border-line bg-panel px-3.5 py-3">
      <div className="mb-2 flex min-h-6 items-center justify-between gap-3">
        <h3 className="text-data font-semibold text-ink-2">What the server said</h3>
        <Button size="sm" tone="quiet" className="text-accent" onClick={() => showView("protocol")}>
          All lines
        </Button>
      </div>
      {lines.length === 0 ? null : (
        <ul className="mono grid gap-0.5 rounded-lg border border-line bg-sunken px-2.5 py-2">
          {lines.map(({ at, isIn, text, isBad }, index) => {
            const Arrow = isIn ? ArrowLeft : ArrowRight;
            return (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: texts repeat, and the order never changes.
                key={index}
                className="grid grid-cols-[62px_20px_minmax(0,1fr)] items-baseline"
              >
                <span className="text-ink-3 tabular-nums">+{formatMs(at)}</span>
                <Arrow aria-hidden className="size-3 self-center text-ink-3" />
                <span className={cx("wrap-anywhere", isBad && "text-bad")}>
                  <span className="sr-only">{isIn ? "received " : "sent "}</span>
                  <VisibleText>{text}</VisibleText>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <VerdictSentence state={state} session={session} isExplained={isExplained} />
    </section>
  );
}

interface WireLine {
  /** Milliseconds since the attempt began. */
  readonly at: number;
  readonly isIn: boolean;
  readonly text: string;
  readonly isBad: boolean;
}

/** Of the attempt alone; what came later is in the view Protocol. */
function wireLines({ phases, info, errors, close, end, elapsedMs }: AttemptRecord): WireLine[] {
  const infoAt = (phases.socketMs ?? 0) + (phases.infoMs ?? 0);
  const sentAt = infoAt + (phases.signMs ?? 0);
  const lines: WireLine[] = [];
  const add = (at: number, isIn: boolean, text: string, isBad = false) =>
    lines.push({ at, isIn, text, isBad });
  if (info !== null) {
    const name = info.serverName === info.serverId ? "" : ` ${info.serverName},`;
    add(infoAt, true, `INFO${name} nats-server ${info.version}${info.hasNonce ? ", nonce" : ""}`);
    if (phases.signMs !== undefined) add(sentAt, false, "CONNECT jwt, sig, lang, version");
  }
  for (const text of errors) add(elapsedMs, true, `-ERR '${text}'`, true);
  if (end === "pong") add(elapsedMs, true, "PONG");
  if (close) {
    const reason = close.reason === "" ? "" : ` ${close.reason}`;
    add(elapsedMs, true, `close ${close.code}${reason}`, end !== "pong");
  }
  return lines;
}
