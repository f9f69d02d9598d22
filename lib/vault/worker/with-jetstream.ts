// Loads the bundle that reads JetStream. It is separate, since most users never open the view.

import { fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type * as JetStream from "./jetstream-handlers";

export async function withJetStream<T>(
  use: (part: typeof JetStream) => Promise<Result<T, ActionFault>>,
): Promise<Result<T, ActionFault>> {
  const part = await import("./jetstream-handlers").catch(() => null);
  return part === null ? fail("part-missing") : use(part);
}
