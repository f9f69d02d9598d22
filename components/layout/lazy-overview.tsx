// The overview in its own bundle: most visits look at a few creds. When many were loaded, the bundle is fetched, their
// rows are made and their permissions are read before the overview is opened.

import { lazy, Suspense, useEffect, useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { PanelBoundary } from "@/components/ui/panel-boundary";

type OverviewPart = typeof import("@/components/overview/overview")["Overview"];

/** Null until it was fetched. */
let fetched: OverviewPart | null = null;

async function fetchOverview(): Promise<{ readonly default: OverviewPart }> {
  const { Overview } = await import("@/components/overview/overview");
  fetched = Overview;
  return { default: Overview };
}

const Later = lazy(fetchOverview);

const MANY = 20;
/** What the user does first comes before the permissions of all. */
const AFTER_LOADING_MS = 300;

/** A part that cannot be fetched now is fetched, or named, when the overview is opened. */
const fetchActions = () => import("@/lib/page/actions/overview-actions").catch(() => null);

async function readAhead(): Promise<void> {
  const actions = await fetchActions();
  await actions?.readNotes();
  // Permissions are a part of the rows.
  await actions?.prepareRows("all");
}

async function prepareRows(which: "new" | "all"): Promise<void> {
  await (await fetchActions())?.prepareRows(which);
}

export function LazyOverview({ isShown }: { readonly isShown: boolean }) {
  const count = useVault(({ order }) => order.length);
  const hasMany = count >= MANY;
  const areRead = useVault(({ batch }) => batch === null);
  useEffect(() => {
    if (hasMany) void fetchOverview().catch(() => {});
  }, [hasMany]);
  // While they come, so that little is left when the last one is read.
  useEffect(() => {
    if (count >= MANY && !isShown) void prepareRows("new");
  }, [count, isShown]);
  useEffect(() => {
    if (!hasMany || !areRead || isShown) return;
    void prepareRows("all");
    const timer = setTimeout(() => void readAhead(), AFTER_LOADING_MS);
    return () => clearTimeout(timer);
  }, [hasMany, areRead, isShown]);
  return isShown ? <Opened /> : null;
}

/** React shows what was awaited 300 ms late; a part that was fetched before is not awaited. */
function Opened() {
  const [Overview] = useState<OverviewPart | typeof Later>(() => fetched ?? Later);
  return (
    <PanelBoundary name="The overview">
      <Suspense
        fallback={
          <p role="status" className="p-6 text-ink-2">
            Opening the overview
          </p>
        }
      >
        <Overview />
      </Suspense>
    </PanelBoundary>
  );
}
