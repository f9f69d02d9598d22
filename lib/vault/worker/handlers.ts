// The vault as the page calls it: one handler for each operation of the protocol. vault.ts makes them.

import type { VaultOp, VaultOps } from "@/lib/shared/protocol/protocol";

export type Handlers = {
  readonly [Op in VaultOp]: (
    request: VaultOps[Op]["request"],
  ) => VaultOps[Op]["reply"] | Promise<VaultOps[Op]["reply"]>;
};
