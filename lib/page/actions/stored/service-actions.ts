// Finding the services of an account, after a click.

import { isLoaded } from "@/lib/page/actions/stored-target";
import { serviceStore } from "@/lib/page/state/stored/service-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";

export async function findServices(id: EntryId): Promise<void> {
  if (serviceStore.of(id).isAsking) return;
  serviceStore.change(id, { isAsking: true });
  const found = await ask("findServices", { id });
  if (isLoaded(id)) serviceStore.change(id, { isAsking: false, at: Date.now(), found });
}
