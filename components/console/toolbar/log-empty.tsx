// Shown where the messages will be: what is missing, and the next step.

import type { ReactNode } from "react";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { useBlocker } from "@/components/shared/use-blocker";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { filterBy } from "@/lib/page/actions/search-actions";
import { unmuteAll } from "@/lib/page/actions/send/messaging-actions";

function showAllRows(): void {
  filterBy("");
  unmuteAll();
}

/** With more notices than this, the text would cover them. */
const MAX_NOTICES = 2;

export function LogEmpty() {
  const blocker = useBlocker();
  const filter = useView((view) => view.filter);
  const isMuted = useView((view) => view.muted.size > 0 || view.solo !== null);
  const stored = useVault(({ storedLog }) => storedLog?.state ?? null);
  const slice = useSampledWindow();
  const matching = slice?.counts.matching ?? 0;
  const kept = slice?.counts.kept ?? 0;
  const notices = slice?.counts.notices ?? 0;
  const active = slice?.subscriptions.filter((one) => one.state === "active") ?? [];

  if (matching > (kept === 0 && filter === "" ? MAX_NOTICES : 0)) return null;
  if (kept + notices > 0 && (filter !== "" || isMuted)) {
    return (
      <EmptyText
        title={isMuted ? "No message of a listed subscription" : "No row matches the filter"}
      >
        {stored === null ? <p>Messages are still received and kept.</p> : null}
        <Button size="sm" className="pointer-events-auto mt-2" onClick={showAllRows}>
          Show all rows
        </Button>
      </EmptyText>
    );
  }
  if (stored !== null) {
    const isReading = stored === "reading";
    return (
      <EmptyText title={isReading ? "Reading" : "No message from here on"}>
        {isReading ? null : <p>Choose an earlier place, or another subject.</p>}
      </EmptyText>
    );
  }
  if (blocker !== null) {
    return (
      <EmptyText title="Messages will appear here">
        <p>Connect to subscribe, publish and send requests as this user.</p>
      </EmptyText>
    );
  }
  const first = active[0];
  if (first !== undefined) {
    return (
      <EmptyText title="No messages yet">
        <p>
          Listening on{" "}
          <code>
            <VisibleText>{first.subject}</VisibleText>
          </code>
          {active.length > 1 ? ` and ${active.length - 1} more` : ""}. Publish one below to see it
          arrive.
        </p>
      </EmptyText>
    );
  }
  return (
    <EmptyText title="No subscriptions yet">
      <p>Subscribe to a subject above to see its messages, or send one below.</p>
    </EmptyText>
  );
}

function EmptyText({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-[82px] bottom-0 grid place-content-center p-6 text-center text-ink-2">
      <p className="text-answer font-semibold text-ink">{title}</p>
      <div className="mt-1 max-w-[44ch]">{children}</div>
    </div>
  );
}
