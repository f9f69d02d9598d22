// Lines of the verdict that tick: the wait for a retry, the time until the server ends the connection.

import { countdown } from "@/components/shared/life";
import { useNow } from "@/components/shared/use-now";
import { Button } from "@/components/ui/button";
import { connect, disconnect } from "@/lib/page/actions/connection-actions";

export function RetryLine({ retryAt, address }: { retryAt: number; address: string }) {
  const now = useNow();
  const left = Math.max(0, retryAt - now);
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-2">
      <p className="min-w-0 flex-1 tabular-nums">
        {left > 0 ? `Next try in ${countdown(left)}` : "Trying again"}
      </p>
      <Button size="sm" onClick={() => void connect(address)}>
        Try now
      </Button>
      <Button size="sm" tone="quiet" onClick={() => void disconnect()}>
        Stop trying
      </Button>
    </div>
  );
}

const DAY_MS = 86_400_000;

export function ExpiryCountdown({ expiresAtSec }: { expiresAtSec: number }) {
  // Further away a minute is close enough.
  const coarse = useNow(60_000);
  const now = useNow(expiresAtSec * 1_000 - coarse < DAY_MS ? 1_000 : 60_000);
  const left = expiresAtSec * 1_000 - now;
  return (
    <p className="mt-2 text-small tabular-nums">
      {left > 0
        ? `The server will end this connection in ${countdown(left)}, when the JWT expires.${left < DAY_MS ? " Renewed creds dropped before that take over without a break." : ""}`
        : "The JWT has expired; the server is about to end this connection."}
    </p>
  );
}
