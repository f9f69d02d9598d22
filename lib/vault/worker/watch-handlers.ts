// The operations that watch a bucket: start, the next change, end. Part of the vault (stored-handlers.ts).

import { fail, ok } from "@/lib/shared/base/result";
import type { BucketWatch } from "@/lib/vault/jetstream/bucket-watch";
import type { Handlers, WithSession } from "./handlers";
import { NumberedRuns } from "./numbered-runs";
import { validateTarget } from "./validate-request";
import { withJetStream } from "./with-jetstream";

type WatchHandlers = Pick<Handlers, "watchStart" | "watchNext" | "watchEnd">;

export function createWatchHandlers(withSession: WithSession): WatchHandlers {
  const runs = new NumberedRuns<BucketWatch>();
  return {
    watchStart: ({ target }) =>
      withSession(target.id, async (session) => {
        const problem = validateTarget(target);
        if (problem !== null) return problem;
        const watch = await withJetStream((part) => part.startWatch(session, target));
        return watch.ok ? ok({ run: runs.add(watch.value) }) : watch;
      }),
    watchNext: async ({ run }) => {
      const step = await runs.get(run)?.next();
      if (step === undefined) return fail("not-found");
      if (step.hasEnded) runs.take(run);
      return ok(step);
    },
    watchEnd: ({ run }) => {
      runs.take(run)?.stop();
      return ok(null);
    },
  };
}
