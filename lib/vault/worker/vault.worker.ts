// Entry of the vault's worker, started by lib/page/vault-link/vault-client.ts. The worker's script comes
// from the page's origin, so both have the same origin.

import type { FromVault } from "@/lib/shared/protocol/protocol";
import { runSeedTasksIn } from "@/lib/vault/creds/seed-task";
import { holdLifeLock } from "@/lib/vault/worker/life-lock";
import { serve } from "@/lib/vault/worker/serve";

declare const self: DedicatedWorkerGlobalScope;

runSeedTasksIn(
  () =>
    new Worker(new URL("../creds/seed.worker.ts", import.meta.url), {
      type: "module",
      name: "seeds",
    }),
);
serve(self, { pageOrigin: self.location.origin });

holdLifeLock(self.navigator.locks, (lock) => {
  const message: FromVault = { lock };
  self.postMessage(message);
});

// An unhandled rejection is a broken invariant, as a throw is. Throwing it ends the vault visibly.
self.onunhandledrejection = ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
};
