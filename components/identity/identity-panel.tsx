// Whose creds are selected: name, account, keys, life, what they may do in short, and the tester.

import type { ReactNode } from "react";
import { ExtraLogin } from "@/components/identity/extra-login";
import { IdentityHead } from "@/components/identity/identity-head";
import { RecordingPanel } from "@/components/identity/recording-panel";
import { SeedDangers } from "@/components/identity/seed-danger";
import { useShownRights } from "@/components/permissions/rights/use-rights";
import { RightsSummary } from "@/components/permissions/rights-summary";
import { Tester } from "@/components/permissions/tester";
import { useVault } from "@/components/shared/use-vault";

export interface IdentityPanelProps {
  /** False while the view Permissions shows the tester. */
  readonly hasTester: boolean;
  /** At the end of the head. */
  readonly tool: ReactNode;
}

export function IdentityPanel({ hasTester, tool }: IdentityPanelProps) {
  const selected = useVault((state) => state.selected);
  const entry = useVault((state) =>
    state.selected === null ? undefined : state.entries.get(state.selected),
  );
  const recording = useVault((state) =>
    state.selected === null ? undefined : state.recordings.get(state.selected),
  );
  const facts = useVault((state) => state.facts);
  const rights = useShownRights();
  if (recording !== undefined) return <RecordingPanel recording={recording} />;
  if (selected === null || entry === undefined) return <NothingSelected />;
  return (
    // React's key gives each entry its own inputs and open parts.
    <div key={selected}>
      <IdentityHead entry={entry} facts={facts} tool={tool} />
      {facts ? <SeedDangers facts={facts} /> : null}
      {facts ? <ExtraLogin id={selected} facts={facts} /> : null}
      {facts?.jwt?.user && rights !== null ? (
        <>
          <RightsSummary rights={rights} />
          {hasTester ? <Tester id={selected} rights={rights} /> : null}
        </>
      ) : null}
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
      <h2 className="text-name font-semibold tracking-tight">{title}</h2>
      <p className="mt-1 text-ink-2">{text}</p>
    </div>
  );
}
