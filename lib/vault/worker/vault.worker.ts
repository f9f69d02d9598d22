// Entry of the vault's worker, started by lib/page/vault-link/vault-client.ts. The page's origin is the worker's own,
// since its script comes from there.

import { serve } from "@/lib/vault/worker/serve";

declare const self: DedicatedWorkerGlobalScope;

serve(self, { pageOrigin: self.location.origin });

// A rejection that nobody handles is a broken invariant like any throw: let it be seen as one.
self.onunhandledrejection = ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
};
