// What to do after a connection was lost. Used by the texts of ended/* and bridge/* causes.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { num } from "./evidence";

/** `text`, unless a retry was refused: the vault retries by itself only until then. */
export const retryText = (evidence: Evidence, text: string): string =>
  num(evidence, "refusedAgain") === 1
    ? "A new attempt was refused, so the page stopped trying. Connect again to see why."
    : text;
