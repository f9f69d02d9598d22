// Going from the open message to the one before or after it. Used by the open message and by the commands.

import { goToNeighbour, stepInTurn } from "@/lib/page/actions/search-actions";

/** Before the first stored message that was read, the page before it is read into another log, whose view is new. */
export function openNeighbour(direction: 1 | -1): Promise<void> {
  return stepInTurn(async () => {
    if ((await goToNeighbour(direction)) || direction === 1) return;
    const { openEarlier } = await import("./earlier-actions");
    await openEarlier();
  });
}
