// Polls a value while its component is mounted: one request at a time, none while the tab is hidden.

import { useEffect, useState } from "react";

/** `read` must keep its identity while it asks for the same value. Null before the first answer. */
export function usePolled<T>(read: () => Promise<T | null>, everyMs: number): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let isStopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      if (!document.hidden) {
        const next = await read();
        if (isStopped) return;
        if (next !== null) setValue(next);
      }
      timer = setTimeout(poll, everyMs);
    };
    void poll();
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [read, everyMs]);
  return value;
}
