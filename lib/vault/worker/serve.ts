// Answers the page over a message port: one reply per call, with events in between. The worker's entry
// passes the worker's scope, tests pass a MessageChannel. A throw inside a handler is a bug in the vault:
// the call gets a coded failure and the vault continues.
// Nothing that is sent holds a seed, whatever names, claims or servers said. Messages are no creds, and rows are
// pulled at every frame, so what carries messages alone is not looked through.

import { maskSeedsIn } from "@/lib/shared/base/mask-seeds";
import { fail } from "@/lib/shared/base/result";
import type { FromVault, VaultOp, VaultOps, VaultRequest } from "@/lib/shared/protocol/protocol";
import type { Handlers } from "./handlers";
import { createVault, type VaultContext } from "./vault";

/** The global scope of a worker, or a MessagePort. */
export interface VaultPort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromVault, transfer: Transferable[]): void;
}

export function serve(port: VaultPort, context: Omit<VaultContext, "emit">): void {
  const handlers = createVault({
    ...context,
    emit: (event) => port.postMessage({ event: maskSeedsIn(event) }, []),
  });
  port.onmessage = ({ data }: MessageEvent<VaultRequest>) => {
    void answer(handlers, data).then((reply) => {
      const shown = CARRIES_MESSAGES.has(data.op) ? reply : maskSeedsIn(reply);
      port.postMessage({ call: data.call, reply: shown }, payloadsOf(shown));
    });
  };
  port.postMessage({ event: { kind: "ready" } }, []);
}

const CARRIES_MESSAGES: ReadonlySet<VaultOp> = new Set([
  ...(["readWindow", "readMessage", "request", "findRow", "locate"] as const),
  ...(["readTree", "readTimeline", "exportNext", "cleanedCopy"] as const),
]);

async function answer<Op extends VaultOp>(
  handlers: Handlers,
  { op, request }: { op: Op; request: VaultOps[Op]["request"] },
): Promise<VaultOps[Op]["reply"]> {
  try {
    return await handlers[op](request);
  } catch (thrown) {
    // Only the name of the error, because its message could quote a secret.
    return fail("internal", { text: thrown instanceof Error ? thrown.name : "" });
  }
}

/** The payload of a message detail is a copy made for the page, so it is transferred. What was in it is copied. */
function payloadsOf(reply: VaultOps[VaultOp]["reply"]): Transferable[] {
  const value = reply.ok ? reply.value : null;
  if (value === null || !("payload" in value) || !(value.payload instanceof Uint8Array)) return [];
  const { buffer } = value.payload;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
