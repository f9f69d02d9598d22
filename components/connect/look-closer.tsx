// After a connection that failed without a word: asks the same host and port over http and https, which
// tells some reasons from others, and whether it is a monitoring port. Never by itself.

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { probeHost } from "@/lib/page/actions/connection-actions";
import type { EntryId } from "@/lib/shared/facts/creds";
import { hostOf } from "@/lib/shared/grammar/address";

export interface LookCloserProps {
  readonly id: EntryId;
  readonly address: string;
}

export function LookCloser({ id, address }: LookCloserProps) {
  const [isLooking, setLooking] = useState(false);
  const look = async () => {
    setLooking(true);
    await probeHost(id);
    setLooking(false);
  };
  return (
    <div className="mt-2.25 flex items-center gap-3">
      <p className="min-w-0 grow text-data text-ink-2 wrap-anywhere">
        A look at {hostOf(address)} over http and https, without creds, tells some of these apart,
        and whether it is a monitoring port.
      </p>
      <Button size="sm" onClick={look} disabled={isLooking}>
        {isLooking ? "Looking" : "Look closer"}
      </Button>
    </div>
  );
}
