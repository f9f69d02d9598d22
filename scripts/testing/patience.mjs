// The time that a test of scripts waits for an event. On an idle machine events come at once; the limit is for
// a busy machine, and only a failing test reaches it.
import { vi } from "vitest";

export const PATIENCE_MS = 30_000;

/**
 * Called at the top of a test file that starts processes or opens connections. It sets a test's time limit
 * above PATIENCE_MS, so that a wait fails first and names what did not come.
 */
export function bePatient() {
  vi.setConfig({ testTimeout: 3 * PATIENCE_MS, hookTimeout: 3 * PATIENCE_MS });
}

/**
 * @param {() => boolean} check
 * @param {string | (() => string)} what names the awaited event in the message of a failure
 * @param {number} [limitMs]
 */
export async function until(check, what, limitMs = PATIENCE_MS) {
  const deadline = Date.now() + limitMs;
  while (!check()) {
    if (Date.now() > deadline) {
      throw new Error(`timed out waiting for ${typeof what === "string" ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
