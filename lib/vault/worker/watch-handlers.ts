// The operations that watch a bucket: start, the next change, end. Part of the vault (vault.ts).

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { BucketWatch } from "@/lib/vault/jetstream/bucket-watch";
import type { Handlers, WithSession } from "./handlers";
import type * as JetStream from "./jetstream-handlers";
import { validateTarget } from "./validate-request";

type WatchHandlers = Pick<Handlers, "watchStart" | "watchNext" | "watchEnd">;

/** Loads the bundle that reads JetStream. */
type WithJetStream = <T>(
  use: (part: typeof JetStream) => Promise<Result<T, ActionFault>>,
) => Promise<Result<T, ActionFault>>;

export function createWatchHandlers(
  withSession: WithSession,
  withJetStream: WithJetStream,
): WatchHandlers {
  const runs = new Map<number, BucketWatch>();
  let last = 0;
  return {
    watchStart: ({ target }) =>
      withSession(target.id, async (session) => {
        const problem = validateTarget(target);
        if (problem !== null) return problem;
        const watch = await withJetStream((part) => part.startWatch(session, target));
        if (!watch.ok) return watch;
        last += 1;
        runs.set(last, watch.value);
        return ok({ run: last });
      }),
    watchNext: async ({ run }) => {
      const step = await runs.get(run)?.next();
      if (step === undefined) return fail("not-found");
      if (step.hasEnded) runs.delete(run);
      return ok(step);
    },
    watchEnd: ({ run }) => {
      runs.get(run)?.stop();
      runs.delete(run);
      return ok(null);
    },
  };
}
