// The messages that a stream holds, in the parts of the console: from a sequence, from a time, the newest, or the
// last of each subject. A page is read at first, and more as the list is scrolled. A search and an export read all of
// them, through a consumer where the server knows nothing better.

import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { LogView } from "@/components/console/log-view";
import { useView } from "@/components/console/view/use-view";
import { arrangementStore } from "@/components/shared/panes/arrangement";
import { useBlocker } from "@/components/shared/use-blocker";
import { useVault } from "@/components/shared/use-vault";
import { closeStored, PAGE_ROWS, showStored } from "@/lib/page/actions/stored/stored-actions";
import { bulkRequests, messageRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { MissingRights } from "./parts/missing-rights";
import { useStoredRights } from "./parts/use-stored-rights";
import { StoredBar } from "./stored-bar";
import { StoredPlaceForm } from "./stored-place-form";

export interface StoredMessagesProps {
  readonly id: EntryId;
  readonly name: string;
  /** Null when the info of the stream is refused. */
  readonly stream: StreamSummary | null;
}

export function StoredMessages({ id, name, stream }: StoredMessagesProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const rights = useStoredRights(messageRequests(domain, name, stream?.allowsDirect ?? false));
  const isOpen = rights.missing.length === 0;
  return (
    <div className="grid min-h-0 min-w-0 grow grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <div>
        <MissingRights purpose="read its messages" rights={rights} />
      </div>
      {stream === null || !isOpen ? null : <Messages id={id} stream={stream} />}
    </div>
  );
}

/** In pixels: an open message beside the list needs this much. */
const BESIDE_PX = 960;

interface MessagesProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
}

function Messages({ id, stream }: MessagesProps) {
  const { place, domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const requests = bulkRequests(domain, stream.name, place.subject);
  const mayConsume = useStoredRights(requests).missing.length === 0;
  const log = useVault((state) => state.storedLog?.id ?? null);
  const side = useStore(arrangementStore, (state) => state.detailSide);
  const blocker = useBlocker("read messages");
  const [isWide, setIsWide] = useState(false);
  const [isFailed, setIsFailed] = useState(false);
  const isOpen = useView((view) => view.selected !== null);
  const shownSide = isWide ? side : "bottom";
  const box = useRef<HTMLDivElement>(null);
  // A refresh brings a new summary, which is no reason to read again.
  const newest = useRef(stream);
  newest.current = stream;
  const isReadable = blocker === null;
  // Before the next one, which reads it.
  useEffect(() => jetStreamStore.change(id, { mayConsume }), [id, mayConsume]);
  useEffect(() => {
    if (!isReadable) return;
    setIsFailed(false);
    void showStored(id, newest.current, place, PAGE_ROWS).then((isRead) => setIsFailed(!isRead));
  }, [id, place, isReadable]);
  useEffect(() => closeStored, []);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setIsWide((entry?.contentRect.width ?? 0) >= BESIDE_PX),
    );
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      // A low window has no room for all of it beside an open message.
      data-stored-open={isOpen && shownSide === "bottom" ? "" : undefined}
      className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]"
    >
      <div className="[[data-stored-open]>&]:[@media(max-height:800px)]:hidden">
        <StoredPlaceForm id={id} stream={stream} blocker={blocker} />
      </div>
      {log === null && isFailed && blocker === null ? (
        <p role="alert" className="p-3.5 text-bad">
          The messages were not read. Press Read to try again.
        </p>
      ) : log === null ? (
        <p role="status" className="p-3.5 text-ink-2">
          {blocker ?? "Reading"}
        </p>
      ) : (
        <LogView key={log} id={log} isLive={false} side={shownSide}>
          <StoredBar id={id} stream={stream} />
        </LogView>
      )}
    </div>
  );
}
