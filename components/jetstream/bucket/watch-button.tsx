// Watches the bucket while its keys are shown, and stops when they are no longer.

import { Eye } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { bucketOf } from "@/lib/page/actions/stored/bucket-actions";
import { stopWatching, watchBucket } from "@/lib/page/actions/stored/watch-actions";
import { watchCommand } from "@/lib/page/console/nats-command";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { bucketStore } from "@/lib/page/state/stored/bucket-store";
import type { BucketProps } from "./bucket-props";

export interface WatchButtonProps extends BucketProps {
  readonly mayRead: boolean;
}

export function WatchButton({ id, stream, mayRead }: WatchButtonProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const { watch } = useStore(bucketStore.store, () => bucketStore.of(id));
  useEffect(() => () => stopWatching(id), [id]);
  const isWatching = watch !== null && watch.end === null;
  return (
    <>
      <Button
        size="sm"
        aria-pressed={isWatching}
        data-watching={isWatching ? (watch.way ?? "starting") : undefined}
        disabled={!mayRead && !isWatching}
        title="Reads the keys again at each change. Its consumer is removed when it ends"
        className={isWatching ? "bg-accent-soft text-accent" : undefined}
        onClick={() => (isWatching ? stopWatching(id) : void watchBucket(id, stream))}
      >
        <Eye aria-hidden className="size-3.5" />
        {isWatching ? "Watching" : "Watch"}
      </Button>
      {isWatching ? (
        <CopyButton
          text={watchCommand(domain, bucketOf(stream.name))}
          label="Copy the nats command that watches"
          isCompact
        />
      ) : null}
      {watch?.end ? (
        <p role="alert" className="self-center text-data text-bad">
          Watching has ended: the bucket could not be read. Watch again.
        </p>
      ) : null}
    </>
  );
}
