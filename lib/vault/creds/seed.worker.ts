// Entry of the worker that runs nkeys.js on seeds, started by seed-task.ts in an insecure context. It does one
// task and is then ended.

import { runWithNkeys } from "./nkeys";
import type { SeedTask } from "./seed-task";

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = async ({ data }: MessageEvent<SeedTask>) => {
  self.postMessage(await runWithNkeys(data));
};

// An unhandled rejection is thrown, so that the vault sees the error and does the task itself.
self.onunhandledrejection = ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
};
