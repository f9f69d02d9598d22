// What the user chose in the overview, and what is known about the permissions of the loaded creds. It outlives the
// screen, so that coming back shows the same.

import { createStore } from "zustand/vanilla";
import type { DecisionKind, Question } from "@/lib/page/permissions/decision";
import { hasSecret, holdsSeed } from "@/lib/shared/base/secret-patterns";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { Order } from "./order-rows";
import type { RightsNote } from "./rights-book";

export type OverviewView = "table" | "servers" | "who";

/** The question of "Who may". `queue` counts for a subscription only. */
export interface WhoQuestion extends Question {
  /** Lists only creds with this answer. */
  readonly kind: DecisionKind | "all";
}

interface Overview {
  readonly view: OverviewView;
  readonly search: string;
  readonly order: Order;
  readonly chosen: ReadonlySet<EntryId>;
  readonly notes: ReadonlyMap<EntryId, RightsNote>;
  readonly who: WhoQuestion;
}

export const overviewStore = createStore<Overview>(() => ({
  view: "table",
  search: "",
  order: { column: "file", isDescending: false },
  chosen: new Set(),
  notes: new Map(),
  who: { action: "publish", subject: "", queue: "", kind: "all" },
}));

/** Adds or removes one term of the search, as the tiles do. */
export function toggleTerm(term: string, keepsOthers: boolean): void {
  const { search } = overviewStore.getState();
  const words = search.split(/\s+/u).filter(Boolean);
  const isOn = words.includes(term);
  const rest = words.filter((word) => word !== term && (keepsOthers || !word.startsWith("is:")));
  overviewStore.setState({ search: [...rest, ...(isOn || term === "" ? [] : [term])].join(" ") });
}

export function showOverview(view: OverviewView): void {
  overviewStore.setState({ view });
}

export function askWho(question: Partial<WhoQuestion>): void {
  overviewStore.setState({ who: { ...overviewStore.getState().who, ...question } });
}

const MAX_QUESTION_CHARS = 256;

/** The question for the address of the page: "publish:orders.eu", "subscribe:orders.> workers". "" = none to keep. */
export function whoText({ action, subject, queue }: Question): string {
  const text = `${action}:${subject}${action === "subscribe" && queue !== "" ? ` ${queue}` : ""}`;
  const isKept =
    subject !== "" && text.length <= MAX_QUESTION_CHARS && !holdsSeed(text) && !hasSecret(text);
  return isKept ? text : "";
}

/** Null for what whoText does not write. */
export function readWhoText(text: string): Question | null {
  const [, action, subject = "", queue = ""] =
    /^(publish|subscribe):(\S+)(?: (\S+))?$/u.exec(text) ?? [];
  if (action !== "publish" && action !== "subscribe") return null;
  const question: Question = { action, subject, queue };
  return whoText(question) === "" ? null : question;
}
