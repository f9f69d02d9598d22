// The toolbar above the messages: filter, view, pause, follow, clear and export.

import {
  ArrowDownToLine,
  ChartNoAxesColumn,
  List,
  ListTree,
  Pause,
  Play,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { ExportControls } from "@/components/console/export/export-controls";
import { ReplayButton } from "@/components/console/replay/replay-button";
import { FilterField } from "@/components/console/search/filter-field";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { Segmented } from "@/components/ui/segmented";
import { changeShownView, clearMessages, pause, resume } from "@/lib/page/actions/view-actions";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import type { Pane } from "@/lib/page/state/console-store";
import type { EntryId } from "@/lib/shared/facts/creds";

const PANES = [
  { value: "list", label: "List", hotkey: "l", icon: List },
  { value: "subjects", label: "Subjects", hotkey: "u", icon: ListTree },
  { value: "time", label: "Time", hotkey: "i", icon: ChartNoAxesColumn },
] as const;

interface LogToolbarProps {
  readonly id: EntryId;
  /** False for a recording: no rows arrive, so there is nothing to pause, follow or clear. */
  readonly isLive: boolean;
}

export function LogToolbar({ id, isLive }: LogToolbarProps) {
  const pane = useView((view) => view.pane);
  return (
    <div className="border-y border-line bg-sunken">
      <div className="flex flex-wrap items-center gap-1.5 px-3 py-1">
        <FilterField />
        <div className="flex flex-wrap items-center gap-1.5">
          <Segmented<Pane>
            label="View"
            options={PANES}
            value={pane}
            onChange={(next) => changeShownView({ pane: next })}
          />
          {isLive ? (
            <>
              <PauseButton />
              <FollowButton />
              <ClearButton />
            </>
          ) : null}
          <ExportControls id={id} />
          <ReplayButton id={id} />
        </div>
      </div>
    </div>
  );
}

function PauseButton() {
  const isPaused = useView((view) => view.pausedAt !== null);
  const Icon = isPaused ? Play : Pause;
  return (
    <Button
      size="sm"
      data-pause=""
      onClick={isPaused ? resume : pause}
      className={cx("@min-[760px]:min-w-21.5", isPaused && "bg-warn-soft")}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only @min-[760px]:not-sr-only">{isPaused ? "Resume" : "Pause"}</span>
    </Button>
  );
}

function FollowButton() {
  const isFollowing = useView((view) => view.isFollowing);
  return (
    <Button
      size="sm"
      aria-label="Newest"
      aria-pressed={isFollowing}
      title={isFollowing ? "The newest row stays in view" : "Go to the newest row and stay there"}
      onClick={() => changeShownView({ isFollowing: !isFollowing })}
      className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      <ArrowDownToLine aria-hidden className="size-3.5" />
    </Button>
  );
}

/** Fewer messages come again soon, and a question each time is in the way. */
const ASKED_FROM = 100;

function ClearButton() {
  const [isAsking, setIsAsking] = useState(false);
  const counts = useSampledWindow()?.counts;
  const kept = counts?.kept ?? 0;
  const clear = () => {
    setIsAsking(false);
    void clearMessages();
  };
  return (
    <>
      <Button
        size="sm"
        disabled={counts === undefined}
        onClick={() => (kept >= ASKED_FROM ? setIsAsking(true) : clear())}
      >
        <Trash2 aria-hidden className="size-3.5 @min-[760px]:hidden" />
        <span className="sr-only @min-[760px]:not-sr-only">Clear</span>
      </Button>
      <Modal title="Clear messages" isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <p>
          {formatCount(kept)} messages are kept in this tab only. Cleared messages cannot be
          restored. The subscriptions stay open.
        </p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setIsAsking(false)}>Cancel</Button>
          <Button tone="danger" onClick={clear}>
            Clear messages
          </Button>
        </div>
      </Modal>
    </>
  );
}
