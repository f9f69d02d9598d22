// The view Claims: every claim, the chain of who signed whom, and the JWT as JSON.

import type { ReactNode } from "react";
import { useStore } from "zustand";
import { ChainTab } from "@/components/identity/chain-tab";
import { ClaimsTab } from "@/components/identity/claims-tab";
import { RawTab } from "@/components/identity/raw-tab";
import { type TabItem, Tabs } from "@/components/ui/tabs";
import { panelStore } from "@/lib/page/state/panel-state";
import type { CredsFacts } from "@/lib/shared/facts/creds";

/** Lines no longer than an eye follows. */
function Readable({ children }: { readonly children: ReactNode }) {
  return <div className="max-w-240">{children}</div>;
}

const PARTS = ["all", "chain", "raw"] as const;

export function ClaimsView({ facts }: { readonly facts: CredsFacts }) {
  const chosen = useStore(panelStore, (state) => state.claimsView);
  const { jwt } = facts;
  if (jwt === null) return null;
  const items: TabItem[] = [
    // Tests and tools read the claims from these rows, so they stay in the document.
    {
      value: "all",
      label: "All claims",
      content: (
        <Readable>
          <ClaimsTab jwt={jwt} />
        </Readable>
      ),
      keepMounted: true,
    },
    ...(jwt.user
      ? [
          {
            value: "chain",
            label: "Chain",
            content: (
              <Readable>
                <ChainTab facts={facts} />
              </Readable>
            ),
          },
        ]
      : []),
    {
      value: "raw",
      label: "Raw",
      content: (
        <Readable>
          <RawTab jwt={jwt} />
        </Readable>
      ),
    },
  ];
  const shown = items.some(({ value }) => value === chosen) ? chosen : "all";
  return (
    <Tabs
      label="Claims as"
      items={items}
      value={shown}
      onChange={(value) =>
        panelStore.setState({ claimsView: PARTS.find((part) => part === value) ?? "all" })
      }
    />
  );
}
