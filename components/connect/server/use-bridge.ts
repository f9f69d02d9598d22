// Whether a click on Connect goes through this page's bridge, and to which target.

import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { parseAddress } from "@/lib/shared/grammar/address";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";
import { useAddress } from "./use-address";

/** The target's name; null when the browser dials the server itself or the address cannot be read. */
export function useBridge(id: EntryId, facts: CredsFacts | null): string | null {
  const { dialled } = useAddress(id, facts);
  const address = parseAddress(dialled, location.protocol === "https:");
  return address.ok ? bridgeTarget(address.value.url, location.origin) : null;
}
