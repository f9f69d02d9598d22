// Ends everything that a script has started, newest first, on Ctrl-C, SIGTERM and failure. A second signal ends
// the script at once. Used by start, dev and test.
import { stopRunning } from "./run.mjs";

const PATIENCE = 5000;

/** @type {(() => unknown)[]} */
const cleanups = [];
let ending = false;

/** @param {() => unknown} stop may return a promise */
export function atEnd(stop) {
  cleanups.push(stop);
}

/**
 * Ends everything, then the process. A second call does nothing, because the first one is under way.
 * @param {number} code
 */
export async function endAll(code) {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(code), PATIENCE).unref();
  stopRunning();
  for (const stop of cleanups.reverse()) {
    try {
      await stop();
    } catch {
      // The others must still be ended.
    }
  }
  process.exit(code);
}

/** Exit codes are those that shells report for a signal. */
export function endOnSignals() {
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.on(signal, () => {
      if (ending) process.exit(code);
      void endAll(code);
    });
  }
  if (process.env["npm_lifecycle_event"]) endWithParent();
}

// npm runs a script through a shell, and the shell does not pass on a signal that was sent to npm only. The
// script then sees that its parent has changed.
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void endAll(143);
  }, 500).unref();
}
