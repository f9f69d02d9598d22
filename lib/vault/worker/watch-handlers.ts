// The operations that watch a bucket: start, the next change, end. Part of the vault (stored-handlers.ts).

import { fail, ok } from "@/lib/shared/base/result";
import type { BucketWatch } from "@/lib/vault/jetstream/bucket-watch";
import type { Handlers, WithSession } from "./handlers";
import { validateTarget } from "./validate-request";
import { withJetStream } from "./with-jetstream";

type WatchHandlers = Pick<Handlers, "watchStart" | "watchNext" | "watchEnd">;

export function createWatchHandlers(withSession: WithSession): WatchHandlers {
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
