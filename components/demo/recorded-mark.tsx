// Says at a verdict that its answer was recorded. It goes once a server was really asked.

import { useStore } from "zustand";
import { VisibleText } from "@/components/ui/visible-text";
import { demoStore } from "@/lib/page/state/demo-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface RecordedMarkProps {
  readonly id: EntryId;
  readonly session: SessionState | undefined;
}

export function RecordedMark({ id, session }: RecordedMarkProps) {
  const isRecorded = useStore(
    demoStore,
    ({ demo }) => session !== undefined && demo?.sessions.get(id) === session,
  );
  if (!isRecorded) return null;
  const version = session?.attempt?.info?.version ?? "";
  return (
    <p data-recorded className="font-medium text-accent">
      Recorded with nats-server <VisibleText>{version}</VisibleText>. No server was asked now.
    </p>
  );
}
