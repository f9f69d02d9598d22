// The selected creds, an open account, the shown view, the filter and the question of "Who may" in the fragment of the
// address, so that Back works inside the page. The fragment holds public keys, never creds, and no filter or question
// that holds a seed or another secret. Other fields of a deep link stay as they are.

import { shownViewStore } from "@/components/shared/shown-view";
import { delayedVaultStore } from "@/components/shared/use-vault";
import { select } from "@/lib/page/actions/keyring-actions";
import { filterBy } from "@/lib/page/actions/search-actions";
import {
  askWho,
  overviewStore,
  readWhoText,
  showOverview,
  whoText,
} from "@/lib/page/overview/overview-store";
import { consoleStore, viewOf } from "@/lib/page/state/console-store";
import {
  chosenViews,
  panelStore,
  showArea,
  showTrust,
  VIEWS,
  type ViewName,
} from "@/lib/page/state/panel-state";
import { hasSecret, holdsSeed } from "@/lib/shared/base/secret-patterns";
import type { EntryId } from "@/lib/shared/facts/creds";

interface Place {
  readonly key: EntryId | null;
  readonly view: ViewName;
  readonly filter: string;
  /** Absent in the workbench. */
  readonly area?: "overview" | "servers" | "who";
  /** The question of "Who may" (whoText); absent elsewhere. */
  readonly may?: string;
  /** The open page of an account or operator. */
  readonly trust?: string;
}

const MAX_FILTER_CHARS = 256;

const NOWHERE: Place = { key: null, view: "diagnosis", filter: "" };

function placeNow(): Place {
  const { id, view } = shownViewStore.getState();
  const { area, trustPage } = panelStore.getState();
  const isOverview = area === "overview";
  const { view: table, who, whoMode } = overviewStore.getState();
  const may = table === "who" && whoMode === "subject" ? whoText(who) : "";
  return {
    key: id,
    view,
    filter: id === null ? "" : viewOf(id).filter,
    ...(isOverview ? { area: table === "table" ? "overview" : table } : {}),
    ...(isOverview && may !== "" ? { may } : {}),
    ...(trustPage === null ? {} : { trust: trustPage }),
  };
}

/** The fragment for a place, with the other fields of the present one. */
export function fragmentOf(
  { key, view, filter, area, may, trust }: Place,
  present: string,
): string {
  const fields = new URLSearchParams(present.replace(/^#/u, ""));
  const set = (name: string, value: string | null) =>
    value === null || value === "" ? fields.delete(name) : fields.set(name, value);
  const isKept = filter.length <= MAX_FILTER_CHARS && !holdsSeed(filter) && !hasSecret(filter);
  set("key", key !== null && !holdsSeed(key) ? key : null);
  set("view", key === null ? null : view);
  set("area", key === null ? null : (area ?? null));
  set("may", key === null || area !== "who" ? null : (may ?? null));
  set("filter", isKept ? filter : null);
  set("trust", trust !== undefined && !holdsSeed(trust) ? trust : null);
  const text = fields.toString();
  return text === "" ? "" : `#${text}`;
}

/** Null where the fragment names no place. */
export function placeOf(fragment: string): Place | null {
  const fields = new URLSearchParams(fragment.replace(/^#/u, ""));
  const key = fields.get("key");
  const view = VIEWS.find((one) => one === fields.get("view"));
  const trust = fields.get("trust");
  const opened = trust === null ? {} : { trust };
  if (key === null || view === undefined) {
    return trust === null ? null : { ...NOWHERE, trust };
  }
  const place = { key, view, filter: fields.get("filter") ?? "", ...opened };
  const area = fields.get("area");
  if (area !== "overview" && area !== "servers" && area !== "who") return place;
  const may = fields.get("may");
  return { ...place, area, ...(area === "who" && may !== null ? { may } : {}) };
}

/** Shows the area of a place, with its question. */
function showPlace({ area, may = "" }: Place): void {
  if (area !== undefined) showOverview(area === "overview" ? "table" : area);
  const question = readWhoText(may);
  if (question !== null) askWho(question);
  showArea(area === undefined ? "workbench" : "overview");
}

/** The page belongs to the workbench; the overview may cover it. */
function openPage({ trust, area }: Place): void {
  showTrust(trust ?? null);
  if (trust !== undefined && area !== undefined) showArea("overview");
}

/** Returns what ends it. */
export function watchAddress(): () => void {
  restoreView();
  // Creds that are shown already are in no address yet.
  let last: Place = { ...placeNow(), key: null };
  let isRestoring = false;
  const write = () => {
    const next = placeNow();
    const isOtherArea = next.area !== last.area;
    const isOtherPage = next.trust !== last.trust;
    if (
      !isOtherArea &&
      !isOtherPage &&
      next.key === last.key &&
      next.view === last.view &&
      next.filter === last.filter &&
      next.may === last.may
    ) {
      return;
    }
    // What the user did can be undone with Back; what the page did by itself, and each typed letter, cannot.
    const isChoice =
      !isRestoring &&
      (isOtherPage ||
        (last.key !== null &&
          next.key !== null &&
          (isOtherArea ||
            ((next.key !== last.key || chosenViews.of(next.key).view === next.view) &&
              (next.key !== last.key || next.view !== last.view)))));
    last = next;
    if (isRestoring) return;
    const fragment = fragmentOf(next, location.hash);
    if (fragment === location.hash) return;
    const address = `${location.pathname}${location.search}${fragment}`;
    if (isChoice) history.pushState(history.state, "", address);
    else history.replaceState(history.state, "", address);
  };
  const onBack = () => {
    const place = placeOf(location.hash) ?? NOWHERE;
    const { entries, recordings } = delayedVaultStore.getState();
    const isKnown = place.key !== null && (entries.has(place.key) || recordings.has(place.key));
    if (!isKnown && place.trust === undefined && panelStore.getState().trustPage === null) return;
    isRestoring = true;
    if (place.key !== null && isKnown) {
      showPlace(place);
      select(place.key);
      chosenViews.change(place.key, { view: place.view });
      if (viewOf(place.key).filter !== place.filter && !holdsSeed(place.filter)) {
        filterBy(place.filter);
      }
    }
    openPage(place);
    // The stores that this reads follow a few tasks later.
    setTimeout(() => {
      last = placeNow();
      isRestoring = false;
    }, 100);
  };
  let pageTimer: ReturnType<typeof setTimeout> | undefined;
  let timer: ReturnType<typeof setTimeout> | null = null;
  // Letters are typed fast, and the console's store changes with every frame of a flood; browsers limit how often an
  // address may change.
  const onTyped = () => {
    timer ??= setTimeout(() => {
      timer = null;
      write();
    }, 500);
  };
  const ends = [
    shownViewStore.subscribe(write),
    panelStore.subscribe((now, before) => {
      if (now.area !== before.area) write();
      // Creds that take the place of the page are shown a task later; both are one step back.
      else if (now.trustPage !== before.trustPage) {
        clearTimeout(pageTimer);
        pageTimer = setTimeout(write, 50);
      }
    }),
    overviewStore.subscribe((now, before) => {
      if (now.view !== before.view) write();
      else if (now.who !== before.who || now.whoMode !== before.whoMode) onTyped();
    }),
    consoleStore.subscribe(onTyped),
  ];
  window.addEventListener("popstate", onBack);
  write();
  return () => {
    if (timer !== null) clearTimeout(timer);
    clearTimeout(pageTimer);
    for (const end of ends) end();
    window.removeEventListener("popstate", onBack);
    showTrust(null);
    const nowhere = fragmentOf(NOWHERE, location.hash);
    history.replaceState(history.state, "", `${location.pathname}${location.search}${nowhere}`);
  };
}

/** After a reload the view of a key is shown again, once its creds are loaded again. */
function restoreView(): void {
  const place = placeOf(location.hash);
  if (place?.trust !== undefined) openPage(place);
  // These two come by themselves.
  if (place?.area !== undefined) showPlace(place);
  if (place?.key == null || place.view === "diagnosis" || place.view === "console") return;
  chosenViews.change(place.key, { view: place.view });
}
