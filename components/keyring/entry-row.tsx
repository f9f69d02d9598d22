// One entry of the keyring: face, name, lifetime, account and status. It is a button, so Enter and Space
// select it. Only the selected entry is a tab stop; the arrow keys reach the others.

import { FileX2 } from "lucide-react";
import { memo } from "react";
import { lifeOf } from "@/components/shared/claims/life";
import { shortLife } from "@/components/shared/claims/life-text";
import { useNow } from "@/components/shared/use-now";
import { useOpenedTrust } from "@/components/shared/use-opened-trust";
import { useVault } from "@/components/shared/use-vault";
import { KeyFace } from "@/components/ui/key-face";
import { VisibleText } from "@/components/ui/visible-text";
import { select } from "@/lib/page/actions/keyring-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { sharedLabels } from "@/lib/page/state/entry-counts";
import { ageBeside, isUnreadable } from "@/lib/page/state/vault-store";
import type { EntryId, EntrySummary } from "@/lib/shared/facts/creds";
import { EntryStatus, statusOf } from "./entry-status";

/** The virtual list lays out rows by this, so it must match the classes below. */
export const ROW_HEIGHT = 50;

export interface EntryRowProps {
  readonly id: EntryId;
  readonly isTabStop: boolean;
  /** From 1; only in a virtual list, where most rows are not in the document. */
  readonly position?: number;
  /** Number of entries in a virtual list; -1 while it is not known. */
  readonly total?: number;
  /** Pixels from the start of a virtual list; absent in a plain one. */
  readonly offset?: number;
}

export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { id, isTabStop, position, total, offset } = props;
  const entry = useVault((state) => state.entries.get(id));
  const session = useVault((state) => state.sessions.get(id));
  const isSelected = useVault((state) => state.selected === id);
  const isShown = useOpenedTrust() === null && isSelected;
  if (entry === undefined) return null;
  return (
    <li
      aria-posinset={position}
      aria-setsize={total}
      className={offset === undefined ? undefined : "absolute top-0 left-0 w-full"}
      ref={(row) => {
        if (row === null || offset === undefined) return;
        row.style.transform = `translateY(${offset}px)`;
      }}
    >
      <button
        type="button"
        data-key={id}
        data-unreadable={isUnreadable(id) ? escapedText(entry.label) : undefined}
        data-selected={isSelected}
        data-status={statusOf(entry, session)}
        aria-current={isShown ? "true" : undefined}
        title={entry.path === "" ? undefined : escapedText(entry.path)}
        tabIndex={isTabStop ? 0 : -1}
        onClick={() => select(id)}
        className={cx(
          "relative grid h-12 w-full grid-cols-[28px_minmax(0,1fr)_auto] items-center gap-2.25 rounded-lg border px-2 text-left",
          // In the rail: the face, with the state in its corner.
          "@max-[120px]:grid-cols-[28px] @max-[120px]:px-1.25 @max-[120px]:*:last:absolute @max-[120px]:*:last:right-0 @max-[120px]:*:last:bottom-0.5 @max-[120px]:*:last:rounded-full @max-[120px]:*:last:bg-canvas",
          "focus-visible:-outline-offset-2",
          isShown ? "border-line bg-panel shadow-card" : "border-transparent hover:bg-panel",
        )}
      >
        {isUnreadable(id) ? (
          <FileX2
            aria-hidden
            className="size-5 justify-self-center text-ink-3"
            strokeWidth={1.75}
          />
        ) : (
          <KeyFace of={entry.subject ?? id} />
        )}
        <span className="min-w-0 @max-[120px]:sr-only">
          <span className="block truncate font-medium">
            <VisibleText>{entry.label}</VisibleText>
          </span>
          <span className="block truncate text-hint text-ink-3">
            <EntryDetails entry={entry} />
          </span>
        </span>
        <EntryStatus entry={entry} session={session} />
      </button>
    </li>
  );
});

function EntryDetails({ entry }: { entry: EntrySummary }) {
  const now = useNow(30_000);
  const accountName = useVault(
    (state) => state.trust.find((item) => item.id === entry.account)?.jwt.name ?? null,
  );
  const age = useVault(({ entries }) => {
    const newest = entry.subject === entry.id ? undefined : entries.get(entry.subject ?? "");
    return newest === undefined ? "alike" : ageBeside(entry, newest);
  });
  // Of several with one name, the place tells which is which.
  const isShared = useVault((state) => sharedLabels(state.entries).has(entry.label));
  if (entry.subject === null && entry.unusable !== null) {
    const { code, params = {} } = entry.unusable;
    return causeText({ code, certainty: "proven", evidence: params }, now).title;
  }
  if (entry.subject !== null && entry.version === 0 && entry.account === null) {
    return "nkey seed without a JWT";
  }
  const mark = age === "alike" ? "" : `${age} · `;
  const life = `${mark}${shortLife(lifeOf(entry, now))}`;
  if (isShared && entry.path !== "") {
    return (
      <>
        {life} · <VisibleText>{entry.path}</VisibleText>
      </>
    );
  }
  if (entry.account === null) return life;
  return (
    <>
      {life} · <VisibleText>{accountName ?? `${entry.account.slice(0, 6)}…`}</VisibleText>
    </>
  );
}
