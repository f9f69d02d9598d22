// Whether a click on Connect goes through the page's own bridge, and to which target.

import { useAddress } from "@/components/connect/use-address";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { parseAddress } from "@/lib/shared/grammar/address";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";

/** The target's name; null where the browser reaches the server itself, or no address is typed. */
export function useBridge(id: EntryId, facts: CredsFacts | null): string | null {
  const { dialled } = useAddress(id, facts);
  const address = parseAddress(dialled, location.protocol === "https:");
  return address.ok ? bridgeTarget(address.value.url, location.origin) : null;
}
