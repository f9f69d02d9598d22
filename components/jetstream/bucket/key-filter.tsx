// The filter of a bucket's keys, and the commands that list or watch them.

import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { bucketOf, keyQuery, readKeys } from "@/lib/page/actions/stored/bucket-actions";
import { keysCommand } from "@/lib/page/console/nats-command";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { bucketStore } from "@/lib/page/state/stored/bucket-store";
import { checkSubscribeSubject } from "@/lib/shared/grammar/subject";
import type { BucketProps } from "./bucket-props";
import { WatchButton } from "./watch-button";

export interface KeyFilterProps extends BucketProps {
  readonly mayRead: boolean;
  /** Why nothing can be read now; null = it can. */
  readonly blocker: string | null;
}

export function KeyFilter({ id, stream, mayRead, blocker }: KeyFilterProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const { stream: shown, filter: read } = bucketStore.of(id);
  const [filter, setFilter] = useState(shown === stream.name ? read : "");
  const wanted = filter.trim();
  const isWrong = !checkSubscribeSubject(keyQuery(stream.name, wanted).subject).ok;
  return (
    <form
      className="flex items-start gap-1.5 border-b border-line bg-sunken px-3 py-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayRead && !isWrong) void readKeys(id, stream, { filter: wanted, pages: [""] });
      }}
    >
      <Field
        mono
        size="sm"
        aria-label="Filter keys"
        placeholder="part of a key, or feature.>"
        className="w-64 max-w-full"
        value={filter}
        error={isWrong ? "This is not a pattern for keys." : null}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <Button size="sm" type="submit" disabled={!mayRead || isWrong} title={blocker ?? undefined}>
        Read
      </Button>
      <WatchButton id={id} stream={stream} mayRead={mayRead} />
      <span className="grow" />
      <CopyButton
        text={keysCommand(domain, bucketOf(stream.name))}
        label="Copy as nats CLI"
        isCompact
      />
    </form>
  );
}
