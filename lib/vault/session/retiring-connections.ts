// Connections that renewed creds have replaced. Each one ends as soon as the requests sent on it have their
// answers. Owned by session-connection.ts; nothing new is sent on them.

import type { AttemptRun } from "@/lib/vault/nats/attempt-run";
import type { Connection } from "@/lib/vault/nats/connection";

/** A connection ends after this time, even if an answer is missing. */
const MAX_WAIT_MS = 10_000;

export class RetiringConnections {
  /** Actions of the user that have no answer yet, on any connection. */
  private readonly open = new Set<Promise<unknown>>();
  private readonly former = new Map<AttemptRun, Connection>();

  track<T>(action: Promise<T>): Promise<T> {
    this.open.add(action);
    return action.finally(() => this.open.delete(action));
  }

  /** Ends a connection as soon as the actions that are open now have their answers. */
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
    this.former.get(run)?.end();
    this.former.delete(run);
  }

  dropAll(): void {
    for (const run of [...this.former.keys()]) this.drop(run);
  }
}
