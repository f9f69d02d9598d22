// Answers the page over a message port: one reply per call, events in between. Used by the worker's
// entry with the worker itself, by tests with a MessageChannel. A throw inside a handler is a fault
// of ours: that call gets a coded failure and the vault goes on.

import { fail } from "@/lib/shared/base/result";
import type { FromVault, VaultOp, VaultOps, VaultRequest } from "@/lib/shared/protocol/protocol";
import type { Handlers } from "./handlers";
import { createVault, type VaultContext } from "./vault";

/** A worker's own scope or a MessagePort. */
export interface VaultPort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromVault, transfer: Transferable[]): void;
}

export function serve(port: VaultPort, context: Omit<VaultContext, "emit">): void {
  const handlers = createVault({
    ...context,
    emit: (event) => port.postMessage({ event }, []),
  });
  port.onmessage = ({ data }: MessageEvent<VaultRequest>) => {
    void answer(handlers, data).then((reply) => {
      port.postMessage({ call: data.call, reply }, payloadsOf(reply));
    });
  };
  port.postMessage({ event: { kind: "ready" } }, []);
}

async function answer<Op extends VaultOp>(
  handlers: Handlers,
  { op, request }: { op: Op; request: VaultOps[Op]["request"] },
): Promise<VaultOps[Op]["reply"]> {
  try {
    return await handlers[op](request);
  } catch (thrown) {
    // The name of the error alone: its message could quote anything.
    return fail("internal", { text: thrown instanceof Error ? thrown.name : "" });
  }
}

/** The payload of a message detail is a copy made for the page, so it is moved. */
function payloadsOf(reply: VaultOps[VaultOp]["reply"]): Transferable[] {
  const value = reply.ok ? reply.value : null;
  if (value === null || !("payload" in value) || !(value.payload instanceof Uint8Array)) return [];
  const { buffer } = value.payload;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
