// Why nothing can be sent or subscribed now. Used by the console's forms, the tries and JetStream.

import { blockerText } from "./blocker-text";
import { useVault } from "./use-vault";

/** Null when the session is open; else one sentence. `purpose` completes "Connect to …". */
export function useBlocker(purpose = "continue"): string | null {
  return useVault((state) => blockerText(state, purpose));
}
