// The middle column: whose creds these are, whether they are sound, and the result of connecting.

import { useRef, useState } from "react";
import { BeforeConnecting } from "@/components/connect/before-connecting";
import { ServerForm } from "@/components/connect/server-form";
import { VerdictCard } from "@/components/connect/verdict-card";
import { ChecksList } from "@/components/identity/checks-list";
import { DetailsTabs } from "@/components/identity/details-tabs";
import { ExtraLogin } from "@/components/identity/extra-login";
import { IdentityHead } from "@/components/identity/identity-head";
import { RecordingPanel } from "@/components/identity/recording-panel";
import { SeedDangers } from "@/components/identity/seed-danger";
import { DifferenceNotice } from "@/components/permissions/difference-notice";
import { useVault } from "@/components/shared/use-vault";
import { verdictStateOf } from "@/components/shared/verdict/verdict-state";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export function IdentityPanel() {
  const selected = useVault((state) => state.selected);
  const entry = useVault((state) =>
    state.selected === null ? undefined : state.entries.get(state.selected),
  );
  const recording = useVault((state) =>
    state.selected === null ? undefined : state.recordings.get(state.selected),
  );
  const facts = useVault((state) => state.facts);
  // The same tab stays open when another entry is selected, so that the user can compare them.
  const [tab, setTab] = useState("permissions");
  const details = useRef<HTMLDivElement>(null);
  const showPermissions = () => {
    setTab("permissions");
    details.current?.scrollIntoView({ block: "start" });
    details.current?.querySelector<HTMLElement>('[role="tab"]')?.focus({ preventScroll: true });
  };
  return (
    <section
      aria-label="Identity"
      data-shown={selected ?? undefined}
      className="relative min-h-0 min-w-0 border-line bg-panel max-lg:border-b lg:overflow-y-auto lg:border-r"
    >
      {recording !== undefined ? (
        <RecordingPanel recording={recording} />
      ) : selected === null || entry === undefined ? (
        <NothingSelected />
      ) : (
        // React's key gives each entry its own inputs and open parts.
        <div key={selected}>
          <IdentityHead entry={entry} facts={facts} />
          {facts ? <SeedDangers facts={facts} /> : null}
          {facts ? <ExtraLogin id={selected} facts={facts} /> : null}
          <ConnectSection id={selected} facts={facts} onShowPermissions={showPermissions} />
          {facts ? <ChecksList id={selected} facts={facts} /> : null}
          <div ref={details}>
            {facts ? (
              <DetailsTabs id={selected} facts={facts} value={tab} onChange={setTab} />
            ) : null}
          </div>
        </div>
      )}
    </section>
  );
}

interface ConnectingProps {
  readonly id: EntryId;
  readonly facts: CredsFacts | null;
  readonly onShowPermissions: () => void;
}

function ConnectSection({ id, facts, onShowPermissions }: ConnectingProps) {
  const verdict = useVault((state) => verdictStateOf(facts, state.sessions.get(id)));
  const isExplained = verdict !== null && verdict !== "connecting" && verdict !== "accepted";
  return (
    <div className="border-b border-line px-4 py-3.5">
      <ServerForm id={id} facts={facts} />
      {facts ? <BeforeConnecting id={id} facts={facts} isExplained={isExplained} /> : null}
      {facts ? <VerdictCard id={id} facts={facts} /> : null}
      {facts ? <DifferenceNotice id={id} facts={facts} onShow={onShowPermissions} /> : null}
    </div>
  );
}

function NothingSelected() {
  const hasEntries = useVault((state) => state.order.length > 0);
  const isReading = useVault((state) => state.batch !== null);
  const [title, text] = isReading
    ? ["Reading", "The first creds will be shown here as soon as they are read."]
    : hasEntries
      ? [
          "No creds selected",
          "Choose creds in the keyring to see which user they belong to and to connect.",
        ]
      : [
          "No creds yet",
          "Account and operator JWTs are used to verify users. Drop a user's creds to see which user they belong to and to connect.",
        ];
  return (
    <div className="px-4 py-3.5">
      <h1 className="text-name font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 text-ink-2">{text}</p>
    </div>
  );
}
