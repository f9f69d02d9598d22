// What the server and the browser said, for the verdict. The headline is in headline-text.ts. Pure.

import { TLS_FAILED } from "@/lib/page/diagnosis/transport-causes";
import type { SessionState } from "@/lib/shared/protocol/protocol";

/**
 * Each as the server sent it: "-ERR 'Authorization Violation'". They belong to the end of the connection
 * if it has ended, else to the attempt.
 */
export function serverErrors(session: SessionState): readonly string[] {
  return (recordOf(session)?.errors ?? []).map((text) => `-ERR '${text}'`);
}

/** "it closed with 1008, Authentication Failure"; null when no close was seen. */
export function closeText(session: SessionState): string | null {
  const close = recordOf(session)?.close;
  if (!close) return null;
  if (close.fault) return "this page closed the connection";
  // 1006 is the browser's own code for a connection that ended without a close frame.
  if (close.code === TLS_FAILED) return `TLS failed (${close.code}, the browser's own code)`;
  if (close.code === 1006) return "the connection ended without a close frame (1006)";
  const subject = close.reason.startsWith("bridge/") ? "the bridge" : "it";
  return `${subject} closed with ${close.code}${close.reason ? `, ${close.reason}` : ""}`;
}

function recordOf(session: SessionState) {
  return session.outcome === "ended" ? session.end : session.attempt;
}
