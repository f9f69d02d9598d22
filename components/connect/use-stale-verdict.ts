// Whether the verdict is about another address than the one in the server field.

import { useVault } from "@/components/shared/use-vault";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { maskQuery, parseAddress } from "@/lib/shared/grammar/address";
import { useAddress } from "./server/use-address";

/** The address that the verdict is about, when the field holds another one; else null. */
export function useStaleVerdict(id: EntryId, facts: CredsFacts | null): string | null {
  const { dialled } = useAddress(id, facts);
  const about = useVault((state) => {
    const session = state.sessions.get(id);
    return session?.phase === "idle" ? (session.attempt?.address ?? null) : null;
  });
  return about === null || comparable(dialled) === comparable(about) ? null : about;
}

function comparable(text: string): string {
  const parsed = parseAddress(text, location.protocol === "https:");
  return parsed.ok ? maskQuery(parsed.value.url) : text.trim();
}
