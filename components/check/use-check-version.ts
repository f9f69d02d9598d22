// Tells a component that results of the check have changed, not often: a list of thousands is
// worked through each time.

import { useEffect, useState } from "react";
import { checkStore } from "@/lib/page/state/check-store";

const STEP_MS = 600;

/** A number that is another one when results have changed: they change in place. */
export function useCheckVersion(): number {
  const [version, setVersion] = useState(() => checkStore.getState().version);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = checkStore.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion(checkStore.getState().version);
      }, STEP_MS);
    });
    setVersion(checkStore.getState().version);
    return () => {
      end();
      clearTimeout(timer);
    };
  }, []);
  return version;
}
