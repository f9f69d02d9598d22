// Runs nkeys.js on seeds where WebCrypto cannot. nkeys.js and the code below it leave copies of a seed behind,
// so it runs in a worker that ends after each task, and its memory with it. Called by nkeys.ts; the worker
// is seed.worker.ts. Without workers, as in Node, the task runs in the calling thread.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";

export interface SeedTask {
  /** Each as its 58 characters. */
  readonly seeds: readonly Uint8Array<ArrayBuffer>[];
  /** Signed with the first seed; null when only the public keys are wanted. */
  readonly data: Uint8Array<ArrayBuffer> | null;
}

export interface SeedAnswer {
  readonly publicKeys: readonly string[];
  readonly signature: Uint8Array<ArrayBuffer> | null;
}

type Run = (task: SeedTask) => Promise<SeedAnswer>;

/** The seeds of the task are zeroed or given away. `run` does the task in this thread. */
export async function runSeedTask(task: SeedTask, run: Run): Promise<SeedAnswer> {
  // One break for each task, because a single operation of nkeys.js takes 3 to 20 ms.
  await yieldToEventLoop();
  const spare = task.seeds.map((seed) => seed.slice());
  try {
    return (await runInWorker(task)) ?? (await run({ ...task, seeds: spare }));
  } finally {
    // A seed that was given away has no bytes here.
    for (const seed of [...spare, ...task.seeds]) if (seed.length > 0) seed.fill(0);
  }
}

/** Null where there are no workers, or when this one did not start. */
function runInWorker(task: SeedTask): Promise<SeedAnswer | null> {
  if (typeof Worker === "undefined") return Promise.resolve(null);
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL("./seed.worker.ts", import.meta.url), {
        type: "module",
        name: "seeds",
      });
    } catch {
      resolve(null);
      return;
    }
    const end = (answer: SeedAnswer | null) => {
      worker.terminate();
      resolve(answer);
    };
    worker.onmessage = ({ data }: MessageEvent<SeedAnswer>) => end(data);
    worker.onerror = (event) => {
      // Otherwise the error ends the vault as well.
      event.preventDefault();
      end(null);
    };
    worker.postMessage(
      task,
      task.seeds.map(({ buffer }) => buffer),
    );
  });
}
