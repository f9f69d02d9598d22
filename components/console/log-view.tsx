// The messages of one log: toolbar, list, tree or chart, and the status line. An open message stands at the right over
// the whole height, or below, beside the send form, or as a sheet in a narrow window. Of a session, a recording, or
// the stored messages of a stream.

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useStore } from "zustand";
import { arrangementStore } from "@/components/shared/panes/arrangement";
import { lazyDialog } from "@/components/ui/lazy-dialog";
import { closeDetail } from "@/lib/page/actions/view-actions";
import { cx } from "@/lib/page/base/cx";
import { panelStore } from "@/lib/page/state/panel-state";
import { schemaStore, showSchemas } from "@/lib/page/state/schema-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import { MessageGrid } from "./grid/message-grid";
import { DetailPane } from "./message/detail-pane";
import { runMessageKey } from "./message/message-keys";
import type { RowMenuProps } from "./message/row-menu";
import { SendDock } from "./send/send-dock";
import { SubjectTree } from "./subjects/subject-tree";
import { LazyTimeChart } from "./time/lazy-time-chart";
import { LogCounts } from "./toolbar/log-counts";
import { LogToolbar } from "./toolbar/log-toolbar";
import { useView } from "./view/use-view";

const SchemaDialog = lazyDialog(
  "The dialog of schemas",
  async () => (await import("./message/schemas/schema-dialog")).SchemaDialog,
);
const RowMenu = lazy(async () => ({ default: (await import("./message/row-menu")).RowMenu }));

export interface LogViewProps {
  readonly id: EntryId;
  /** False for a log into which no connection writes. */
  readonly isLive: boolean;
  /** Where an open message stands. */
  readonly side: "right" | "bottom";
  /** What stands above the toolbar: one element. */
  readonly children: ReactNode;
}

export function LogView({ id, isLive, side, children }: LogViewProps) {
  const isNarrow = useStore(arrangementStore, (state) => state.columns === 1);
  const isOpen = useView((view) => view.selected !== null);
  const isMaximised = useStore(panelStore, (state) => state.isDetailMaximised) && isOpen;
  const isBeside = isOpen && side === "right" && !isNarrow && !isMaximised;
  const isSchemas = useStore(schemaStore, (state) => state.isOpen);
  const list = useRef<HTMLDivElement>(null);
  const detail = isOpen ? <DetailPane isMaximised={isMaximised} list={list} /> : null;
  return (
    <div
      className={cx(
        "grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)]",
        isBeside ? "grid-cols-[minmax(0,1fr)_var(--detail)]" : "grid-cols-[minmax(0,1fr)]",
      )}
    >
      <SchemaDialog isOpen={isSchemas} onClose={() => showSchemas(false)} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape in the list closes the open message. */}
      <div
        ref={list}
        data-behind-sheet=""
        onKeyDown={(event) => {
          const isInGrid =
            event.target instanceof Element && event.target.closest("[role=grid]") !== null;
          if (event.key === "Escape" && isInGrid && !event.defaultPrevented) closeDetail();
        }}
        className={cx(
          "@container grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto_auto]",
          isMaximised && "hidden",
        )}
      >
        {children}
        <LogToolbar id={id} isLive={isLive} />
        <Pane id={id} isLive={isLive} />
        <LogCounts />
        {isNarrow ? null : (
          <SendDock isLive={isLive} detail={side === "bottom" && !isMaximised ? detail : null} />
        )}
      </div>
      {isBeside || isMaximised || isNarrow ? detail : null}
    </div>
  );
}

function Pane({ id, isLive }: { readonly id: EntryId; readonly isLive: boolean }) {
  const pane = useView((view) => view.pane);
  const [menu, setMenu] = useState<Pick<RowMenuProps, "row" | "at"> | null>(null);
  if (pane === "subjects") return <SubjectTree id={id} isLive={isLive} />;
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      {pane === "time" ? <LazyTimeChart id={id} isLive={isLive} /> : <div />}
      <MessageGrid
        id={id}
        onMessageKey={runMessageKey}
        onMessageMenu={(row, at) => setMenu({ row, at })}
      />
      {menu === null ? null : (
        <Suspense fallback={null}>
          <RowMenu key={menu.row.seq} id={id} {...menu} onClose={() => setMenu(null)} />
        </Suspense>
      )}
    </div>
  );
}
