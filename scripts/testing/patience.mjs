// How long a test of scripts waits for what must come. On an idle machine it comes at once; the limit is
// for a machine with much else to do, and only a test that fails ever reaches it.
import { vi } from "vitest";

export const PATIENCE_MS = 30_000;

/**
 * Called at the top of a test file that starts processes or opens connections. A test that waits in vain
 * then says what for, because its own time is up later.
 */
export function bePatient() {
  vi.setConfig({ testTimeout: 3 * PATIENCE_MS, hookTimeout: 3 * PATIENCE_MS });
}

/**
 * @param {() => boolean} check
 * @param {string | (() => string)} what is awaited, for the message of a failure
 * @param {number} [limitMs]
 */
export async function until(check, what, limitMs = PATIENCE_MS) {
  const deadline = Date.now() + limitMs;
  while (!check()) {
    if (Date.now() > deadline) {
      throw new Error(`waited in vain for ${typeof what === "string" ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
