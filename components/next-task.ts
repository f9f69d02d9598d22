// Runs what was put off together in the next task of the page. A timer would idle for 4 ms.

const waiting = new Set<() => void>();
let channel: MessageChannel | null = null;

/** Called again before its turn, it still runs once; returns the way to take it back. */
export function inNextTask(act: () => void): () => void {
  if (channel === null) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const due = [...waiting];
      waiting.clear();
      for (const run of due) run();
    };
  }
  if (waiting.size === 0) channel.port2.postMessage(null);
  waiting.add(act);
  return () => waiting.delete(act);
}
