// What the user reads after files were read, unless all that came was one new entry. Fetched when it is
// first needed.

import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { showRenewed } from "@/lib/page/vault-link/renewal-text";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { ImportResult } from "@/lib/shared/protocol/protocol";

/** "6 creds read, 6 files unreadable". Files without any readable JWT are entries, too, and no creds. */
function readText(added: readonly EntryId[]): string {
  const { entries } = vaultStore.getState();
  const unreadable = added.filter((id) => entries.get(id)?.subject === null).length;
  const read = added.length - unreadable;
  const parts = [
    read > 0 && `${read} creds read`,
    unreadable > 0 && `${unreadable} ${unreadable === 1 ? "file" : "files"} unreadable`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}

export function showImportToast({
  added,
  recognised,
  renewed,
  trust,
  reports,
  skipped,
}: ImportResult): void {
  const [only] = renewed;
  if (only && renewed.length === 1 && added.length + recognised.length + trust + skipped === 0) {
    showRenewed(only);
    return;
  }
  const notes = [
    renewed.length > 0 && `${renewed.length} renewed`,
    recognised.length > 0 && `${recognised.length} already loaded`,
    trust > 0 &&
      `${trust} account or operator ${trust === 1 ? "JWT" : "JWTs"} kept beside the creds`,
    skipped > 0 && `${skipped} other ${skipped === 1 ? "file" : "files"} without creds skipped`,
  ].filter((note) => note !== false);
  if (notes.length > 0 || added.length > 1) {
    showToast(
      "info",
      added.length > 0
        ? readText(added)
        : renewed.length > 0
          ? "Renewed creds read"
          : trust > 0
            ? "Accounts and operators read"
            : "Nothing new",
      notes.join(", "),
    );
  } else if (added.length === 0 && reports.length === 0) {
    showToast("warn", "No creds found", "Nothing in it looks like a creds file or a JWT.");
  }
}
