// The handlers of a check against servers. The code that makes connections is a separate bundle, loaded with the first
// check. Made by vault.ts.

import { clamp } from "@/lib/shared/base/clamp";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { parseAddress, type ServerAddress } from "@/lib/shared/grammar/address";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import type { CheckStartRequest } from "@/lib/shared/protocol/requests";
import type { CheckRun } from "@/lib/vault/check/check-run";
import type { ConnectPlan, SessionCreds } from "@/lib/vault/session/session-facts";
import type { Handlers } from "./handlers";
import { validateInboxPrefix } from "./validate-request";

interface CheckHost {
  readonly pageOrigin: string;
  readonly isPageHttps: boolean;
  readonly timeLimits: { readonly min: number; readonly max: number };
  emit(event: VaultEvent): void;
  credsOf(id: EntryId): SessionCreds | null;
}

const MAX_PER_SECOND = 1000;
const MAX_AT_A_TIME = 64;

/** One check at a time: a new one ends the one before. */
export function createCheckHandlers(host: CheckHost) {
  let present: CheckRun | null = null;
  let runs = 0;

  const start = async (
    request: CheckStartRequest,
  ): Promise<Result<{ readonly run: number }, ActionFault>> => {
    const addresses: ServerAddress[] = [];
    for (const { address } of request.servers) {
      const parsed = parseAddress(address, host.isPageHttps);
      if (!parsed.ok) return parsed;
      addresses.push(parsed.value);
    }
    for (const { inboxPrefix } of request.creds) {
      const problem = validateInboxPrefix(inboxPrefix);
      if (problem !== null) return problem;
    }
    const code = await import("@/lib/vault/check/check-run").catch(() => null);
    if (code === null) return fail("part-missing");
    present?.abandon();
    runs += 1;
    const plans = new Map<EntryId, ConnectPlan>(request.creds.map((one) => [one.id, one]));
    const timeLimitMs = clamp(request.timeLimitMs, host.timeLimits.min, host.timeLimits.max);
    const columns = addresses.map(({ url }, index) => {
      const bridge = bridgeTarget(url, host.pageOrigin);
      const perSecond = request.servers[index]?.perSecond ?? null;
      return {
        ids: [...plans.keys()],
        perSecond: perSecond === null ? null : clamp(perSecond, 0.01, MAX_PER_SECOND),
        atATime: request.atATime === null ? null : clamp(request.atATime, 1, MAX_AT_A_TIME),
        orderOf: (id: EntryId) => {
          const [creds, plan] = [host.credsOf(id), plans.get(id)];
          if (creds === null || plan === undefined) return null;
          return { creds, plan, address: url, bridge, timeLimitMs };
        },
      };
    });
    const run = new code.CheckRun(runs, columns, {
      onProgress: (progress, cells) => host.emit({ kind: "checkProgressed", progress, cells }),
    });
    present = run;
    run.start();
    return ok({ run: runs });
  };

  const handlers = {
    checkStart: start,
    checkControl: ({ run, action }) => {
      if (present?.number !== run) return fail("not-loaded");
      present[action]();
      return ok(null);
    },
  } satisfies Pick<Handlers, "checkStart" | "checkControl">;

  return {
    handlers,
    /** Call before these entries are wiped: their attempts end, and are not reported. */
    drop: (ids: readonly EntryId[]) => present?.drop(ids),
  };
}
