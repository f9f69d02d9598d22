// Shown after a connection that failed without a reason. On a click it asks the same host and port over
// http and https, which separates some causes and recognises a monitoring port.

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { probeHost } from "@/lib/page/actions/connection-actions";
import type { EntryId } from "@/lib/shared/facts/creds";
import { hostOf } from "@/lib/shared/grammar/address";

export interface LookCloserProps {
  readonly id: EntryId;
  readonly address: string;
}

export function LookCloser({ id, address }: LookCloserProps) {
  const [isProbing, setProbing] = useState(false);
  const probe = async () => {
    setProbing(true);
    await probeHost(id);
    setProbing(false);
  };
  return (
    <div className="mt-2.25 grid justify-items-start gap-2">
      <p className="min-w-0 text-data text-ink-2 wrap-anywhere">
        Asks <VisibleText>{hostOf(address)}</VisibleText> over http and https, without creds. The
        answer rules out some of the causes below and shows whether this is a monitoring port.
      </p>
      <Button size="sm" onClick={probe} disabled={isProbing}>
        {isProbing ? "Looking" : "Look closer"}
      </Button>
    </div>
  );
}
