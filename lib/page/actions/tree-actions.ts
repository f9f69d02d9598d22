// Figures of the shown log that are read while the user looks at them: the tree of subjects and the timeline.

import { changeView, viewOf } from "@/lib/page/state/console-store";
import { shownLog } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { EntryId } from "@/lib/shared/facts/creds";
import type {
  TimelineReply,
  TimelineRequest,
  TreeReply,
  TreeRequest,
} from "@/lib/shared/facts/log-figures";

/** Of the subscriptions that are listed. Null when the log cannot answer. */
export async function readTree(
  id: EntryId,
  wanted: Omit<TreeRequest, "listed">,
): Promise<TreeReply | null> {
  const { muted, solo } = viewOf(id);
  const isAll = muted.size === 0 && solo === null;
  const tree = isAll ? wanted : { ...wanted, listed: { muted: [...muted], solo } };
  const reply = await ask("readTree", { id, tree });
  return reply.ok ? reply.value : null;
}

export async function readTimeline(
  id: EntryId,
  timeline: TimelineRequest,
): Promise<TimelineReply | null> {
  const reply = await ask("readTimeline", { id, timeline });
  return reply.ok ? reply.value : null;
}

/** Shows or hides the next level of a subject. Deeper levels keep their own state. */
export function setOpen(path: string, isOpen: boolean): void {
  const id = shownLog();
  if (id === null) return;
  const { tree } = viewOf(id);
  const others = tree.open.filter((known) => known !== path);
  changeView(id, { tree: { ...tree, open: isOpen ? [...others, path] : others } });
}

export function orderTree(order: TreeRequest["order"]): void {
  const id = shownLog();
  if (id !== null) changeView(id, { tree: { ...viewOf(id).tree, order } });
}
