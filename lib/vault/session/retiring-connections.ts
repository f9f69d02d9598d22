// Connections that renewed creds have replaced: each stays until what was asked on it has its answer, and
// no longer. Owned by a session; nothing new is sent on them.

import type { AttemptRun } from "@/lib/vault/nats/attempt-run";
import type { Connection } from "@/lib/vault/nats/connection";

/** Longer than this nothing is waited for. */
const MAX_WAIT_MS = 10_000;

export class RetiringConnections {
  /** Actions of the user that have no answer yet, on whatever connection. */
  private readonly open = new Set<Promise<unknown>>();
  private readonly former = new Map<AttemptRun, Connection>();

  track<T>(action: Promise<T>): Promise<T> {
    this.open.add(action);
    return action.finally(() => this.open.delete(action));
  }

  /** Ends a connection as soon as nothing is waited for on it. */
  async retire(run: AttemptRun, connection: Connection): Promise<void> {
    this.former.set(run, connection);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise((resolve) => {
      timer = setTimeout(resolve, MAX_WAIT_MS);
    });
    await Promise.race([Promise.allSettled([...this.open]), tooLong]);
    clearTimeout(timer);
    this.drop(run);
  }

  drop(run: AttemptRun): void {
    run.end();
    this.former.get(run)?.ended();
    this.former.delete(run);
  }

  dropAll(): void {
    for (const run of [...this.former.keys()]) this.drop(run);
  }
}
