// How each stream (of a session or a recording) is being looked at: filter, pause, selection, the rows
// last pulled, and what stands in its forms. The messages themselves stay in the vault; a view holds
// the visible window.

import { createStore } from "zustand/vanilla";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  FoundRow,
  MessageDetail,
  NoticeRow,
  RepeatFacts,
  Seq,
  TreeRequest,
  WindowReply,
} from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { RequestResult } from "@/lib/shared/protocol/protocol";
import { NEW_DRAFT, type SendDraft, type SendMode } from "./draft";

/** What became of the last send, to be said at the form. */
export interface LastSend {
  /** Counts the sends of this session, so that an old answer never covers a newer one. */
  readonly number: number;
  readonly mode: SendMode;
  readonly subject: string;
  readonly timeoutMs: number;
  /** Null while the answer is awaited. */
  readonly result:
    | { readonly kind: "accepted"; readonly at: number; readonly elapsedMs: number }
    | { readonly kind: "answered"; readonly report: RequestResult }
    | { readonly kind: "failed"; readonly fault: Fault<ActionFault> }
    | null;
}

/** Time is the list beneath its chart. */
export type Pane = "list" | "subjects" | "time";

export interface ConsoleView {
  readonly pane: Pane;
  /** As typed; see lib/shared/console/query.ts. */
  readonly filter: string;
  /** Every row is listed, and those that the filter lets through only stand out. */
  readonly isListingAll: boolean;
  /** A row to bring into view; a new object each time. */
  readonly goal: FoundRow | null;
  /** The last step to a hit found nothing more that way. */
  readonly noHit: "newer" | "older" | null;
  /** Rows chosen besides the open one, to be exported. */
  readonly marked: ReadonlySet<Seq>;
  readonly tree: {
    /** Subjects whose next level is shown. */
    readonly open: readonly string[];
    readonly order: TreeRequest["order"];
  };
  /** How far back the chart reaches; null = all that is kept. */
  readonly chartMs: number | null;
  /** The newest rows are kept in view. */
  readonly isFollowing: boolean;
  /** Set while paused: rows after this one are received and kept, but not shown. */
  readonly pausedAt: Seq | null;
  /** Rows that the grid asks for: from a place (removed + index among matching rows), or the tail. */
  readonly wanted: { readonly from: number | "tail"; readonly count: number };
  readonly window: WindowReply | null;
  /** Where the grid stood, in pixels from place 0, when another key was selected; null = at the end. */
  readonly scrollPx: number | null;
  readonly selected: Seq | null;
  readonly detail: MessageDetail | null;
  /** The selected row, when it is a notice: there is no more to it than the row. */
  readonly notice: NoticeRow | null;
  /** True when the selected message has left the store. */
  readonly isDetailGone: boolean;
  /** Chosen by hand for payloads that allow it; null = by content. */
  readonly format: PayloadFormat | null;
  /** Accepted sends of this session. */
  readonly sent: number;
  readonly draft: SendDraft;
  readonly lastSend: LastSend | null;
  /** The last run of repeated messages. */
  readonly repeat: {
    readonly facts: RepeatFacts;
    readonly fault: Fault<ActionFault> | null;
  } | null;
  /** What stands in the subscribe bar. */
  readonly subscribeDraft: { readonly subject: string; readonly queue: string };
}

const NEW_VIEW: ConsoleView = {
  pane: "list",
  filter: "",
  isListingAll: false,
  goal: null,
  noHit: null,
  marked: new Set(),
  tree: { open: [], order: "messages" },
  chartMs: null,
  isFollowing: true,
  pausedAt: null,
  wanted: { from: "tail", count: 40 },
  window: null,
  scrollPx: null,
  selected: null,
  detail: null,
  notice: null,
  isDetailGone: false,
  format: null,
  sent: 0,
  draft: NEW_DRAFT,
  lastSend: null,
  repeat: null,
  subscribeDraft: { subject: "", queue: "" },
};

interface ConsoleState {
  readonly views: ReadonlyMap<EntryId, ConsoleView>;
}

export const consoleStore = createStore<ConsoleState>(() => ({ views: new Map() }));

let startView = NEW_VIEW;

/** What the views of sessions that were not looked at yet begin with: a deep link's subject and filter. */
export function startViewsWith(change: Pick<ConsoleView, "filter" | "subscribeDraft">): void {
  startView = { ...NEW_VIEW, ...change };
}

export function viewOf(id: EntryId | null): ConsoleView {
  return (id === null ? undefined : consoleStore.getState().views.get(id)) ?? startView;
}

/** The filter that decides which rows are listed. */
export function listedFilter({ filter, isListingAll }: ConsoleView): string {
  return isListingAll ? "" : filter;
}

export function changeView(id: EntryId, change: Partial<ConsoleView>): void {
  const { views } = consoleStore.getState();
  consoleStore.setState({ views: new Map(views).set(id, { ...viewOf(id), ...change }) });
}

export function dropViews(ids: readonly EntryId[]): void {
  const views = new Map(consoleStore.getState().views);
  for (const id of ids) views.delete(id);
  consoleStore.setState({ views });
}
