// All loaded creds: a column beside the identity, or a strip above it on narrow screens. It shows the
// entries in the keyring's order, filtered by "Find". Its only state is the search text.

import { useDeferredValue, useMemo, useState } from "react";
import { AddBox } from "@/components/keyring/add-box";
import { BatchProgress } from "@/components/keyring/batch-progress";
import { RecordingList } from "@/components/keyring/recording-list";
import { TrustList } from "@/components/keyring/trust/trust-list";
import { useVault } from "@/components/shared/use-vault";
import { Field } from "@/components/ui/field";
import { formatCount } from "@/lib/page/format/count";
import { isUnreadable, vaultStore } from "@/lib/page/state/vault-store";
import { EntryList } from "./entry-list";
import { findEntries } from "./find-entries";

const MIN_ENTRIES_TO_FIND = 13;

export function Keyring({ onPaste }: { onPaste: () => void }) {
  const order = useVault((state) => state.order);
  const selected = useVault((state) => state.selected);
  const [searchText, setSearchText] = useState("");
  const deferredText = useDeferredValue(searchText);
  const canFind = order.length >= MIN_ENTRIES_TO_FIND;
  const ids = useMemo(
    () => (canFind ? findEntries(order, vaultStore.getState().entries, deferredText) : order),
    [order, deferredText, canFind],
  );
  const firstUnreadable = ids.findIndex(isUnreadable);
  const [readable, unreadable] = useMemo(
    () =>
      firstUnreadable < 0 ? [ids, []] : [ids.slice(0, firstUnreadable), ids.slice(firstUnreadable)],
    [ids, firstUnreadable],
  );

  return (
    <aside
      aria-label="Keyring"
      className="flex min-h-0 min-w-0 flex-col border-line max-lg:border-b lg:border-r"
    >
      <header className="flex shrink-0 items-center justify-between px-4 pt-3.5 pb-2 text-data text-ink-2">
        <h2 className="font-semibold">Keyring</h2>
        <span data-count="keys" data-value={order.length} className="tabular-nums">
          {formatCount(order.length)}
        </span>
      </header>
      <BatchProgress />
      {canFind ? (
        <div className="shrink-0 px-2 pb-2">
          <Field
            size="sm"
            aria-label="Find"
            placeholder="Find by name or key"
            value={searchText}
            onChange={(event) => setSearchText(event.currentTarget.value)}
          />
        </div>
      ) : null}
      {readable.length > 0 ? <EntryList ids={readable} selected={selected} /> : null}
      {unreadable.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
        <div
          role="group"
          aria-label="Unreadable files"
          className="flex min-h-0 flex-col border-line lg:mt-1 lg:border-t"
        >
          <h3 className="flex shrink-0 justify-between px-4 pt-2 pb-1 text-hint text-ink-2">
            Unreadable files
            <span className="tabular-nums">{formatCount(unreadable.length)}</span>
          </h3>
          <EntryList ids={unreadable} selected={selected} />
        </div>
      ) : null}
      {canFind && ids.length === 0 ? (
        <p role="status" className="px-4 py-2 text-ink-2">
          No creds have this in their name, user key or account key.
        </p>
      ) : null}
      <div className="lg:flex-1" />
      <RecordingList />
      <TrustList />
      <AddBox onPaste={onPaste} />
    </aside>
  );
}
