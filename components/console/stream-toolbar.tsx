// Above the messages: filter, pause, clear, follow, and the counts. The counts keep their width and
// are refreshed a few times a second, whatever the rate of arrival.

import { ArrowDownToLine, Pause, Play, X } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { cx } from "@/lib/base/cx";
import { formatCount } from "@/lib/console/format";
import { clearMessages, filterBy, look, pause, resume } from "@/lib/state/console-actions";
import { FilterHint } from "./filter-hint";
import { StreamCounts } from "./stream-counts";
import { useSampledWindow, useView } from "./use-view";

export function StreamToolbar() {
  return (
    <div className="sticky top-0 z-10 border-y border-line bg-sunken lg:static">
      <div className="flex items-center gap-2 px-3.5 pt-2">
        <FilterField />
        <PauseButton />
        <FollowButton />
        <ClearButton />
      </div>
      <StreamCounts />
    </div>
  );
}

function FilterField() {
  const filter = useView((view) => view.filter);
  const ref = useRef<HTMLInputElement>(null);
  return (
    <div className="group relative min-w-0 flex-1 @min-[560px]:max-w-95">
      <Field
        ref={ref}
        mono
        size="sm"
        aria-label="Filter"
        data-hotkey="/"
        placeholder='Filter: orders.> "EUR"'
        value={filter}
        onChange={(event) => filterBy(event.currentTarget.value)}
        className="*:bg-panel *:pr-7"
      />
      {filter === "" ? null : (
        <button
          type="button"
          aria-label="Remove the filter"
          onClick={() => {
            filterBy("");
            ref.current?.focus();
          }}
          className="absolute top-0 right-0 grid size-7 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
      <FilterHint filter={filter} />
    </div>
  );
}

function PauseButton() {
  const isPaused = useView((view) => view.pausedAt !== null);
  const Icon = isPaused ? Play : Pause;
  return (
    <Button
      size="sm"
      onClick={isPaused ? resume : pause}
      className={cx("@min-[560px]:min-w-21.5", isPaused && "bg-warn-soft")}
    >
      <Icon aria-hidden className="size-3.5" />
      <Word>{isPaused ? "Resume" : "Pause"}</Word>
    </Button>
  );
}

function FollowButton() {
  const isFollowing = useView((view) => view.isFollowing);
  return (
    <Button
      size="sm"
      aria-pressed={isFollowing}
      title={isFollowing ? "The newest row is kept in view" : "Go to the newest row and stay there"}
      onClick={() => look({ isFollowing: !isFollowing })}
      className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      <ArrowDownToLine aria-hidden className="size-3.5" />
      <Word>Newest</Word>
    </Button>
  );
}

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
        onClick={() => (kept > 0 ? setIsAsking(true) : clear())}
        className="ml-auto"
      >
        Clear
      </Button>
      <Modal title="Clear messages" isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <p>
          {kept === 1 ? "1 message is kept" : `${formatCount(kept)} messages are kept`} in this tab
          only. Cleared messages cannot be brought back; the subscriptions go on.
        </p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setIsAsking(false)}>Keep them</Button>
          <Button tone="danger" onClick={clear}>
            Clear messages
          </Button>
        </div>
      </Modal>
    </>
  );
}

/** The word of a button beside its icon; narrow panels show the icon and keep the name. */
function Word({ children }: { children: string }) {
  return <span className="sr-only @min-[560px]:not-sr-only">{children}</span>;
}
