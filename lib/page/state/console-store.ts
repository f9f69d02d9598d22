// The view of each log, of a session or a recording: filter, pause, selection, the visible rows, and the
// drafts of its forms. The messages themselves stay in the vault. Written by lib/page/actions and the
// window loop.

import { createStore } from "zustand/vanilla";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  FoundRow,
  MessageDetail,
  NoticeRow,
  RepeatFacts,
  RequestResult,
  Seq,
  SubscriptionId,
  WindowReply,
} from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { TreeRequest } from "@/lib/shared/facts/log-figures";
import { NEW_DRAFT, type SendDraft, type SendMode } from "./draft";

/** The last send and its result, shown at the form. */
export interface LastSend {
  /** Counts the sends of this session, so that an old answer never replaces a newer one. */
  readonly number: number;
  readonly mode: SendMode;
  readonly subject: string;
  readonly timeoutMs: number;
  /** An own subscription that receives the request, so the server finds a subscriber in any case; else null. */
  readonly ownSubscription: string | null;
  /** Null until the answer has come. */
  readonly result:
    | { readonly kind: "accepted"; readonly at: number; readonly elapsedMs: number }
    | { readonly kind: "answered"; readonly report: RequestResult }
    | { readonly kind: "failed"; readonly fault: Fault<ActionFault> }
    /** Of a repeat that has begun: its progress is `ConsoleView.repeat`. */
    | { readonly kind: "repeated"; readonly times: number }
    | null;
}

/** One of the sends of this tab, with what came of it. */
export type SentMessage = LastSend & {
  readonly at: number;
  /** What the form held. */
  readonly draft: SendDraft;
};

/** "time" is the list below its chart. */
export type Pane = "list" | "subjects" | "time";

export interface ConsoleView {
  readonly pane: Pane;
  /** As typed. lib/shared/console/query.ts parses it. */
  readonly filter: string;
  /** Every row is listed, and the rows that match the filter are highlighted. */
  readonly isListingAll: boolean;
  /** Subscriptions whose messages are not listed. They are received and kept. */
  readonly muted: ReadonlySet<SubscriptionId>;
  /** The one subscription whose messages are listed; null = all. */
  readonly solo: SubscriptionId | null;
  /** A row that the grid scrolls to. A new object each time. */
  readonly goal: FoundRow | null;
  /** The direction in which the last step found no further hit. */
  readonly noHit: "newer" | "older" | null;
  /** Rows that the user marked for an export, besides the open one. */
  readonly marked: ReadonlySet<Seq>;
  readonly tree: {
    /** Subjects whose next level is shown. */
    readonly open: readonly string[];
    readonly order: TreeRequest["order"];
  };
  /** How far back the chart reaches. Null = everything that is kept. */
  readonly chartMs: number | null;
  /** The newest rows stay in view. */
  readonly isFollowing: boolean;
  /** Set while paused: rows after this one are received and kept, but not shown. */
  readonly pausedAt: Seq | null;
  /** Rows that the grid asks for: from a position (removed + index among matching rows), or the newest. */
  readonly wanted: { readonly from: number | "tail"; readonly count: number };
  readonly window: WindowReply | null;
  /** The grid's scroll position when other creds were selected, in pixels from row 0. Null = at the end. */
  readonly scrollRow: number | null;
  readonly selected: Seq | null;
  readonly detail: MessageDetail | null;
  /** The open message beside another one; `a` is the older. */
  readonly compared: { readonly a: MessageDetail; readonly b: MessageDetail } | null;
  /** The selected row if it is a notice. A notice has no detail beyond its row. */
  readonly notice: NoticeRow | null;
  /** True when the log no longer holds the selected message. */
  readonly isDetailGone: boolean;
  /** The format that the user chose last, for payloads that allow it. Null = by content. */
  readonly format: PayloadFormat | null;
  /** The formats that were chosen for subjects; they come before the last one. */
  readonly formats: ReadonlyMap<string, PayloadFormat>;
  /** Accepted sends of this session. */
  readonly sent: number;
  /** The numbers that sends have taken, also those that failed: {{count}} gives none twice. */
  readonly counted: number;
  readonly draft: SendDraft;
  readonly lastSend: LastSend | null;
  /** The newest first. It ends with the tab. */
  readonly history: readonly SentMessage[];
  /** The last run of repeated or replayed messages, from the press on. */
  readonly repeat: {
    readonly facts: RepeatFacts;
    readonly fault: Fault<ActionFault> | null;
  } | null;
  /** The draft of the subscribe bar. */
  readonly subscribeDraft: { readonly subject: string; readonly queue: string };
}

const NEW_VIEW: ConsoleView = {
  pane: "list",
  filter: "",
  isListingAll: false,
  muted: new Set(),
  solo: null,
  goal: null,
  noHit: null,
  marked: new Set(),
  tree: { open: [], order: "messages" },
  chartMs: null,
  isFollowing: true,
  pausedAt: null,
  wanted: { from: "tail", count: 40 },
  window: null,
  scrollRow: null,
  selected: null,
  detail: null,
  compared: null,
  notice: null,
  isDetailGone: false,
  format: null,
  formats: new Map(),
  sent: 0,
  counted: 0,
  draft: NEW_DRAFT,
  lastSend: null,
  history: [],
  repeat: null,
  subscribeDraft: { subject: "", queue: "" },
};

interface ConsoleState {
  readonly views: ReadonlyMap<EntryId, ConsoleView>;
}

export const consoleStore = createStore<ConsoleState>(() => ({ views: new Map() }));

let startView = NEW_VIEW;

/** Sets what views begin with that do not exist yet: a deep link's subject and filter. */
export function startViewsWith(change: Pick<ConsoleView, "filter" | "subscribeDraft">): void {
  startView = { ...NEW_VIEW, ...change };
}

export function viewOf(id: EntryId | null): ConsoleView {
  return (id === null ? undefined : consoleStore.getState().views.get(id)) ?? startView;
}

/** Whether a run of messages starts, runs or waits to go on. The next one has to wait. */
export function isRunActive({ repeat }: ConsoleView): boolean {
  const state = repeat?.facts.state;
  return state === "starting" || state === "running" || state === "paused";
}

/** Whether a replay looks for its messages, or its first one is not confirmed. */
export function isReplayStarting({ repeat }: ConsoleView): boolean {
  return repeat?.facts.kind === "replay" && repeat.facts.state === "starting";
}

/** The filter that decides which rows are listed: what is typed, and what is muted. */
export function listedFilter({ filter, isListingAll, muted, solo }: ConsoleView): string {
  const typed = isListingAll ? "" : filter;
  const silent = [...muted].map((id) => `-sub:#${id}`);
  // In parentheses, because of several terms `sub:` in a row one is enough.
  const terms = solo === null ? silent : [`(sub:#${solo})`];
  // They come first, because a quote that is not closed would take them in, and a bar would join them.
  return terms.length === 0 ? typed : [...terms, typed.replace(/^[\s|&]+/u, "")].join(" ").trim();
}

/** The same where rows without a hit are listed, too: what the chart, an export and a replay take. */
export function matchingFilter(view: ConsoleView): string {
  return listedFilter({ ...view, isListingAll: false });
}

/** The format that was chosen for a subject, else the last chosen one. */
export function chosenFormat(
  { formats, format }: ConsoleView,
  subject: string,
): PayloadFormat | null {
  return formats.get(subject) ?? format;
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
