// All loaded creds, in the keyring's order, filtered by "Find". Its only state is the search text. Below 120 px it
// is a rail of faces, which shows nothing else.

import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
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

export interface KeyringProps {
  readonly onPaste: () => void;
  /** At the end of the head. Alone in it while the keyring is a rail. */
  readonly tool: ReactNode;
}

export function Keyring({ onPaste, tool }: KeyringProps) {
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
    <aside aria-label="Keyring" className="@container flex min-h-0 min-w-0 flex-col">
      <header className="flex min-h-11 shrink-0 items-center gap-2 px-4 pt-2 pb-1 text-data text-ink-2 @max-[120px]:px-2.75">
        <h2 className="font-semibold @max-[120px]:sr-only">Keyring</h2>
        <span
          data-count="keys"
          data-value={order.length}
          className="flex-1 tabular-nums @max-[120px]:sr-only"
        >
          {formatCount(order.length)}
        </span>
        {tool}
      </header>
      <BatchProgress />
      {canFind ? (
        <div className="shrink-0 px-2 pb-2 @max-[120px]:hidden">
          <Field
            size="sm"
            aria-label="Find"
            data-hotkey="/"
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
          className="mt-1 flex min-h-0 flex-col border-t border-line"
        >
          <h3 className="flex shrink-0 justify-between px-4 pt-2 pb-1 text-hint text-ink-2 @max-[120px]:sr-only">
            Unreadable files
            <span className="tabular-nums">{formatCount(unreadable.length)}</span>
          </h3>
          <EntryList ids={unreadable} selected={selected} />
        </div>
      ) : null}
      {canFind && ids.length === 0 ? (
        <p role="status" className="px-4 py-2 text-ink-2 @max-[120px]:hidden">
          No creds have this in their name, user key or account key.
        </p>
      ) : null}
      <div className="flex-1" />
      <div className="shrink-0 @max-[120px]:hidden">
        <RecordingList />
        <TrustList />
        <AddBox onPaste={onPaste} />
      </div>
    </aside>
  );
}
