// The operations that download an object: start, the next part, end. Part of the vault (stored-handlers.ts). The page asks for
// each part, so a download stops when the page does.

import { fail, ok } from "@/lib/shared/base/result";
import type { ObjectDownload } from "@/lib/vault/jetstream/object-download";
import type { Handlers, WithSession } from "./handlers";
import { NumberedRuns } from "./numbered-runs";
import { validateTarget } from "./validate-request";
import { withJetStream } from "./with-jetstream";

type DownloadHandlers = Pick<Handlers, "downloadStart" | "downloadNext" | "downloadEnd">;

export function createDownloadHandlers(withSession: WithSession): DownloadHandlers {
  const runs = new NumberedRuns<ObjectDownload>();
  const urls = new Map<number, string>();
  return {
    downloadStart: (request) =>
      withSession(request.target.id, async (session) => {
        const problem = validateTarget(request.target);
        if (problem !== null) return problem;
        const started = await withJetStream((part) => part.startDownload(session, request));
        if (!started.ok) return started;
        const answer = started.value;
        if (answer.kind !== "told") return ok(answer);
        if (answer.value === null) return ok({ kind: "told", value: null });
        const { run, bytes } = answer.value;
        return ok({ kind: "told", value: { run: runs.add(run), bytes } });
      }),
    downloadNext: async ({ run }) => {
      const step = await runs.get(run)?.next();
      if (step === undefined) return fail("not-found");
      if (step.kind !== "reading") runs.take(run);
      if (step.kind === "kept" && step.url !== null) urls.set(run, step.url);
      return ok(step);
    },
    downloadEnd: async ({ run }) => {
      const isRemoved = (await runs.take(run)?.cancel()) ?? true;
      URL.revokeObjectURL(urls.get(run) ?? "");
      urls.delete(run);
      return ok({ isRemoved });
    },
  };
}
