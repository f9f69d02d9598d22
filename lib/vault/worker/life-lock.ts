// The vault's sign of life where the browser has Web Locks, which is in secure contexts: the browser releases a
// lock at once when its worker is gone, so the page need not wait for a missing heartbeat. Called by
// vault.worker.ts; lib/page/vault-link/vault-client.ts waits for the lock.

/** Holds a lock of a new name until the worker ends, and reports the name once the lock is held. */
export function holdLifeLock(
  locks: Pick<LockManager, "request"> | undefined,
  onHeld: (name: string) => void,
): void {
  if (locks === undefined) return;
  const name = `vault-${crypto.randomUUID()}`;
  // Without the lock, the heartbeat alone tells.
  void locks
    .request(name, () => {
      onHeld(name);
      return new Promise(() => {});
    })
    .catch(() => {});
}
