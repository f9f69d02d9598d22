// The tabs below the checks: permissions, chain, claims, raw JWT, protocol and code.

import { ChainTab } from "@/components/identity/chain-tab";
import { ClaimsTab } from "@/components/identity/claims-tab";
import { CodeTab } from "@/components/identity/code-tab";
import { ProtocolTab } from "@/components/identity/protocol-tab";
import { RawTab } from "@/components/identity/raw-tab";
import { PermissionsTab } from "@/components/permissions/permissions-tab";
import { type TabItem, Tabs } from "@/components/ui/tabs";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";

export interface DetailsTabsProps {
  readonly id: EntryId;
  readonly facts: CredsFacts;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function DetailsTabs({ id, facts, value, onChange }: DetailsTabsProps) {
  const { jwt } = facts;
  const items: TabItem[] = [];
  if (jwt?.user) {
    items.push({
      value: "permissions",
      label: "Permissions",
      content: <PermissionsTab id={id} facts={facts} />,
    });
    items.push({ value: "chain", label: "Chain", content: <ChainTab facts={facts} /> });
  }
  if (jwt) {
    items.push(
      {
        value: "claims",
        label: "Claims",
        content: <ClaimsTab key={id} jwt={jwt} />,
        // Tests and tools read the claims from these rows, so they stay in the document.
        keepMounted: true,
      },
      { value: "raw", label: "Raw", content: <RawTab key={id} jwt={jwt} /> },
    );
  }
  if (facts.unusable === null) {
    items.push(
      { value: "protocol", label: "Protocol", content: <ProtocolTab id={id} /> },
      { value: "code", label: "Code", content: <CodeTab id={id} facts={facts} /> },
    );
  }
  const [first] = items;
  if (first === undefined) return null;
  const shown = items.some((item) => item.value === value) ? value : first.value;
  return <Tabs label="Details" items={items} value={shown} onChange={onChange} />;
}
