// Lines of the verdict about now and what comes next: the last sign of life, the wait for a retry, the end of all
// retries, and the time until the server ends the connection.

import { useNow } from "@/components/shared/use-now";
import { Button } from "@/components/ui/button";
import { connect, disconnect } from "@/lib/page/actions/connection-actions";
import { cx } from "@/lib/page/base/cx";
import { formatCountdown, formatSpan } from "@/lib/page/format/duration";
import type { ServerFacts } from "@/lib/shared/facts/attempt";

/** `retryAt`: null while the retry runs. */
export function RetryLine({ retryAt, address }: { retryAt: number | null; address: string }) {
  const now = useNow();
  const left = retryAt === null ? 0 : Math.max(0, retryAt - now);
  return (
    <div className="flex flex-wrap items-center gap-2 not-first:mt-2">
      <p className="min-w-0 flex-1 tabular-nums">
        {left > 0 ? `Reconnecting in ${formatCountdown(left)}` : "Reconnecting"}
      </p>
      <Button size="sm" onClick={() => void connect(address)}>
        Reconnect now
      </Button>
      <Button size="sm" tone="quiet" onClick={() => void disconnect()}>
        Stop reconnecting
      </Button>
    </div>
  );
}

/** Seconds since the server of an open connection was last heard. */
function useSilenceSec({ lastAnswerAt }: ServerFacts): number {
  useNow();
  // The clock of arrivals. The machine's own may be set meanwhile.
  const clockMs = performance.timeOrigin + performance.now();
  return Math.max(0, Math.floor((clockMs - lastAnswerAt) / 1000));
}

/** The same as LastAnswerLine, in short. */
export function LastAnswer({ server }: { server: ServerFacts }) {
  const span = formatSpan(useSilenceSec(server));
  return server.isSilent ? (
    <b className="shrink-0 font-medium text-warn tabular-nums">No answer for {span}</b>
  ) : (
    <span className="min-w-0 truncate tabular-nums">last answer {span} ago</span>
  );
}

/** How long ago the server of an open connection was last heard. */
export function LastAnswerLine({ server }: { server: ServerFacts }) {
  const seconds = useSilenceSec(server);
  return (
    <p
      data-last-answer-sec={seconds}
      data-silent={server.isSilent ? "" : undefined}
      className={cx("mt-0.75 tabular-nums", server.isSilent ? "text-warn" : "text-ink-2")}
    >
      {server.isSilent
        ? `No answer for ${formatSpan(seconds)}. If the next question goes unanswered too, the page reconnects.`
        : `Last answer ${formatSpan(seconds)} ago.`}
    </p>
  );
}

/** Asks instead of reconnecting. `drops`: how often in a row the connection ended within a minute. */
export function GivenUpLine({ drops, address }: { drops: number; address: string }) {
  return (
    <div data-drops={drops} className="mt-2.5 flex flex-wrap items-center gap-2">
      <p className="min-w-0 flex-1">
        Dropped {drops} times in a row without lasting a minute. The page no longer reconnects by
        itself.
      </p>
      <Button size="sm" onClick={() => void connect(address)}>
        Reconnect now
      </Button>
    </div>
  );
}

const DAY_MS = 86_400_000;

export function ExpiryCountdown({ expiresAtSec }: { expiresAtSec: number }) {
  // More than a day ahead, one update a minute is enough.
  const coarse = useNow(60_000);
  const now = useNow(expiresAtSec * 1_000 - coarse < DAY_MS ? 1_000 : 60_000);
  const left = expiresAtSec * 1_000 - now;
  return (
    <p className="mt-2 text-small tabular-nums">
      {left > 0
        ? `The server will end this connection in ${formatCountdown(left)}, when the JWT expires.${left < DAY_MS ? " Drop renewed creds before then to keep the connection." : ""}`
        : "The JWT has expired; the server is about to end this connection."}
    </p>
  );
}
