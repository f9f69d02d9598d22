// A vault in this process, behind a MessageChannel: structured clones and transfers are as between page and worker.
// Used by the check without a browser, and by tests.

import type { VaultWorker } from "@/lib/page/vault-link/vault-client";
import { serve } from "@/lib/vault/worker/serve";

/** `pageOrigin`: where the bridge of this process is, if it has one (bridge-address.ts). */
export function localVault(pageOrigin: string): VaultWorker {
  const { port1, port2 } = new MessageChannel();
  serve(
    {
      set onmessage(listener: ((event: MessageEvent) => void) | null) {
        port2.onmessage = listener;
      },
      postMessage: (message, transfer) => port2.postMessage(message, transfer),
    },
    { pageOrigin },
  );
  return {
    set onmessage(listener: VaultWorker["onmessage"]) {
      port1.onmessage = listener;
    },
    onmessageerror: null,
    onerror: null,
    postMessage: (message, transfer) => port1.postMessage(message, transfer),
    terminate: () => port1.close(),
  };
}
