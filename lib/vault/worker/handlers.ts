// The vault as the page calls it: one handler for each operation of the protocol. vault.ts makes them.

import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { VaultOp, VaultOps } from "@/lib/shared/protocol/protocol";
import type { Session } from "@/lib/vault/session/session";

export type Handlers = {
  readonly [Op in VaultOp]: (
    request: VaultOps[Op]["request"],
  ) => VaultOps[Op]["reply"] | Promise<VaultOps[Op]["reply"]>;
};

/** Calls `use` with the session of an entry, or fails when the entry was never connected. */
export type WithSession = <R>(
  id: EntryId,
  use: (session: Session) => R,
) => R | { readonly ok: false; readonly fault: Fault<ActionFault> };
