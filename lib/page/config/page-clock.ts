// The clock of the host that serves this page, read once from its Date header. The request goes to the
// page's own address. It is sent when the first creds come: only their times need the clock.

import { vaultStore } from "@/lib/page/state/vault-store";
import type { ClockFacts } from "@/lib/shared/facts/clock";

/** The header has whole seconds, rounded down. */
const STEP_MS = 1000;

let isAsked = false;

export async function measurePageClock(): Promise<void> {
  if (isAsked) return;
  isAsked = true;
  const clock = await readClock();
  if (clock !== null) vaultStore.setState({ pageClock: clock });
}

async function readClock(): Promise<ClockFacts | null> {
  const askedAt = Date.now();
  try {
    const { headers } = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    const tookMs = Date.now() - askedAt;
    // A cache on the way keeps the Date of the first answer and adds its age.
    const ageMs = Number(headers.get("age") ?? 0) * 1000;
    const theirMs = Date.parse(headers.get("date") ?? "") + ageMs + STEP_MS / 2;
    if (Number.isNaN(theirMs)) return null;
    const aheadMs = Math.round(theirMs - (askedAt + tookMs / 2));
    return { aheadMs, accuracyMs: Math.ceil(tookMs / 2 + STEP_MS / 2), from: "page-host" };
  } catch {
    return null;
  }
}
