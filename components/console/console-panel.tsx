"use client";

// The console: subscriptions, toolbar, messages, and the dock with the send form beside the open message. It is
// there before any connection and can be read after one has ended. A recording is shown the same way, without
// the parts that need a connection.

import { useRef } from "react";
import { useVault } from "@/components/shared/use-vault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { MessageGrid } from "./grid/message-grid";
import { MessageDetail } from "./message/message-detail";
import { SendForm } from "./send/send-form";
import { SubjectTree } from "./subjects/subject-tree";
import { SubscribeBar } from "./subscribe/subscribe-bar";
import { SubscriptionChips } from "./subscribe/subscription-chips";
import { LazyTimeChart } from "./time/lazy-time-chart";
import { DockSplitter } from "./toolbar/dock-splitter";
import { SpokenCount } from "./toolbar/log-strips";
import { LogToolbar } from "./toolbar/log-toolbar";
import { RecordingBar } from "./toolbar/recording-bar";
import { useView } from "./view/use-view";

export function ConsolePanel() {
  const id = useVault((state) => state.selected);
  const ref = useRef<HTMLElement>(null);
  return (
    <section
      ref={ref}
      aria-label="Console"
      className="@container grid min-h-0 lg:contain-size min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_420px_auto_auto] bg-panel [--dock:276px] lg:grid-rows-[auto_auto_minmax(108px,1fr)_auto_minmax(0,var(--dock))]"
    >
      {id === null ? <NothingChosen /> : <EntryConsole key={id} id={id} panel={ref} />}
    </section>
  );
}

interface EntryConsoleProps {
  readonly id: EntryId;
  readonly panel: React.RefObject<HTMLElement | null>;
}

/** Keyed by entry: the local state of its parts belongs to one log. */
function EntryConsole({ id, panel }: EntryConsoleProps) {
  const isLive = useVault(({ recordings }) => !recordings.has(id));
  return (
    <>
      {isLive ? (
        <div>
          <SubscribeBar id={id} />
          <SubscriptionChips />
        </div>
      ) : (
        <RecordingBar id={id} />
      )}
      <LogToolbar id={id} isLive={isLive} />
      <Pane id={id} isLive={isLive} />
      <DockSplitter panel={panel} />
      {isLive ? (
        <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] @min-[520px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <SendForm />
          <MessageDetail />
        </div>
      ) : (
        <MessageDetail />
      )}
      {isLive ? <SpokenCount /> : null}
    </>
  );
}

function Pane({ id, isLive }: { readonly id: EntryId; readonly isLive: boolean }) {
  const pane = useView((view) => view.pane);
  if (pane === "subjects") return <SubjectTree id={id} isLive={isLive} />;
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      {pane === "time" ? <LazyTimeChart id={id} isLive={isLive} /> : <div />}
      <MessageGrid id={id} />
    </div>
  );
}

function NothingChosen() {
  return <p className="p-6 text-ink-2">Choose creds to open their console.</p>;
}
