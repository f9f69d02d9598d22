// What the user chose in the overview, and what is known about the permissions of the loaded creds. It outlives the
// screen, so that coming back shows the same.

import { createStore } from "zustand/vanilla";
import type { DecisionKind, Question } from "@/lib/page/permissions/decision";
import { hasSecret, holdsSeed } from "@/lib/shared/base/secret-patterns";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { Order } from "./order-rows";
import type { RightsNote } from "./rights-book";

export type OverviewView = "table" | "servers" | "who";
/** "Who may" asks one subject, or a list of them. */
export type WhoMode = "subject" | "list";

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
  readonly whoMode: WhoMode;
}

export const overviewStore = createStore<Overview>(() => ({
  view: "table",
  search: "",
  order: { column: "file", isDescending: false },
  chosen: new Set(),
  notes: new Map(),
  who: { action: "publish", subject: "", queue: "", kind: "all" },
  whoMode: "subject",
}));

/** What tiles and spans write. Other words of the search are the user's own. */
const isFilter = (word: string): boolean => /^-?(?:is:|expires[:<>])/u.test(word);

const wordsOf = (search: string): readonly string[] => search.split(/\s+/u).filter(Boolean);

export const hasFilter = (search: string): boolean => wordsOf(search).some(isFilter);

export function hasTerms(search: string, terms: readonly string[]): boolean {
  const words = wordsOf(search);
  return terms.every((term) => words.includes(term));
}

/** Adds terms to the search, or removes them if they are all there. Other filters go, unless they are kept. */
export function toggleTerms(terms: readonly string[], keepsOthers: boolean): void {
  const { search } = overviewStore.getState();
  const rest = wordsOf(search).filter(
    (word) => !terms.includes(word) && (keepsOthers || !isFilter(word)),
  );
  const isOn = hasTerms(search, terms);
  overviewStore.setState({ search: [...rest, ...(isOn ? [] : terms)].join(" ") });
}

export function showOverview(view: OverviewView): void {
  overviewStore.setState({ view });
}

export function showWho(whoMode: WhoMode): void {
  overviewStore.setState({ view: "who", whoMode });
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
