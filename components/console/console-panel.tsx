"use client";

// The console of the selected creds: subscriptions, their messages, and the dock with the send form. It is there
// before any connection and can be read after one has ended. A recording is shown the same way, without the parts
// that need a connection.

import { useStore } from "zustand";
import { arrangementStore } from "@/components/shared/panes/arrangement";
import { useVault } from "@/components/shared/use-vault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { LogView } from "./log-view";
import { SendSheet } from "./send/send-sheet";
import { SubscribeBar } from "./subscribe/subscribe-bar";
import { SubscriptionChips } from "./subscribe/subscription-chips";
import { SpokenCount } from "./toolbar/log-strips";
import { RecordingBar } from "./toolbar/recording-bar";

export function ConsolePanel() {
  const id = useVault((state) => state.selected);
  return (
    <section
      aria-label="Console"
      className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] bg-panel contain-size"
    >
      {id === null ? <NothingChosen /> : <EntryConsole key={id} id={id} />}
    </section>
  );
}

/** Keyed by entry: the local state of its parts belongs to one log. */
function EntryConsole({ id }: { readonly id: EntryId }) {
  const isLive = useVault(({ recordings }) => !recordings.has(id));
  const side = useStore(arrangementStore, (state) => state.detailSide);
  const isNarrow = useStore(arrangementStore, (state) => state.columns === 1);
  return (
    <>
      <LogView id={id} isLive={isLive} side={side}>
        {isLive ? (
          <div>
            <SubscribeBar id={id} />
            <SubscriptionChips />
          </div>
        ) : (
          <RecordingBar id={id} />
        )}
      </LogView>
      {isNarrow && isLive ? <SendSheet /> : null}
      {isLive ? <SpokenCount /> : null}
    </>
  );
}

function NothingChosen() {
  return <p className="p-6 text-ink-2">Choose creds to open their console.</p>;
}
