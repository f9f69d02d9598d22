// What the user reads after files were read, unless all that came was one new entry. Fetched when it is
// first needed.

import { formatCount } from "@/lib/page/format/count";
import { counted } from "@/lib/page/format/words";
import { showToast } from "@/lib/page/state/toasts";
import { isUnreadable, vaultStore } from "@/lib/page/state/vault-store";
import { showRenewed } from "@/lib/page/vault-link/renewal-text";
import type { ImportResult } from "@/lib/shared/protocol/protocol";

/** What came, and the number of files that were dropped or chosen; null for a paste or a sample. */
export function showImportToast(result: ImportResult, files: number | null): void {
  const { added, recognised, joined, renewed, trust, reports, skipped } = result;
  const [only] = renewed;
  const others = added.length + recognised.length + joined.length + trust + skipped;
  if (only && renewed.length === 1 && others === 0) {
    showRenewed(only);
    return;
  }
  const { usable, unusable, unreadable } = countAdded(added);
  const notes = [
    files !== null && files > 1 && `${formatCount(files)} files`,
    unusable > 0 && `${formatCount(unusable)} that cannot connect`,
    joined.length > 0 && `${counted(joined.length, "part", "parts")} joined with the other half`,
    renewed.length > 0 && `${formatCount(renewed.length)} renewed`,
    recognised.length > 0 && `${formatCount(recognised.length)} already loaded`,
    trust > 0 &&
      `${formatCount(trust)} account or operator ${trust === 1 ? "JWT" : "JWTs"} kept beside the creds`,
    skipped > 0 &&
      `${formatCount(skipped)} other ${skipped === 1 ? "file" : "files"} without creds skipped`,
  ].filter((note) => note !== false);
  if (notes.length === 0 && added.length === 0) {
    if (reports.length > 0) return;
    showToast("warn", "No creds found", "Nothing in it looks like a creds file or a JWT.");
    return;
  }
  const counts = [
    usable + unusable > 0 && `${formatCount(usable)} creds read`,
    unreadable > 0 && `${counted(unreadable, "file", "files")} unreadable`,
  ].filter((count) => count !== false);
  const title =
    counts.length > 0
      ? counts.join(", ")
      : joined.length > 0
        ? "JWT and seed joined"
        : renewed.length > 0
          ? "Renewed creds read"
          : trust > 0
            ? "Accounts and operators read"
            : "Nothing new";
  showToast(unreadable > 0 ? "warn" : "info", title, notes.join(", "));
}

/** The vault reports the entries before it answers, so the store has them. */
function countAdded(added: ImportResult["added"]) {
  const { entries } = vaultStore.getState();
  const unreadable = added.filter(isUnreadable).length;
  const usable = added.filter((id) => entries.get(id)?.unusable === null).length;
  return { usable, unreadable, unusable: added.length - unreadable - usable };
}
