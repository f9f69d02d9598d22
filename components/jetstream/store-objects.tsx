// The objects of an object store: size, chunks, digest, links, and deleted ones as such.

import { useEffect } from "react";
import { useStore } from "zustand";
import { useBlocker } from "@/components/shared/use-blocker";
import { When } from "@/components/shared/when";
import { CopyButton } from "@/components/ui/copy-button";
import { VisibleText } from "@/components/ui/visible-text";
import { readObjects } from "@/lib/page/actions/jetstream-actions";
import { objectCommand } from "@/lib/page/console/nats-command";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { messageRequests } from "@/lib/page/permissions/stored-rights";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import { MissingRights } from "./missing-rights";
import { AskProblem } from "./refused";
import { shownName } from "./stored-items";
import { useStoredRights } from "./use-stored-rights";

export interface StoreObjectsProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
}

export function StoreObjects({ id, stream }: StoreObjectsProps) {
  const { objects, domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  const blocker = useBlocker("read objects");
  const rights = useStoredRights(messageRequests(domain, stream.name, stream.allowsDirect));
  const mayRead = blocker === null && rights.missing.length === 0;
  // The stream is a new object after each refresh, and the list is read again then.
  useEffect(() => {
    if (mayRead) void readObjects(id, stream);
  }, [id, mayRead, stream]);
  const told = objects?.ok && objects.value.kind === "told" ? objects.value.value : null;
  if (objects !== null && told === null) {
    return <AskProblem answer={objects} subject={`DIRECT.GET.${stream.name}`} />;
  }
  const bucket = shownName(stream.name);
  return (
    <div className="min-h-0 grow overflow-auto">
      <MissingRights purpose="read its objects" rights={rights} />
      <table aria-label="Objects" {...{ role: "grid" }} className="w-full text-left text-data">
        <thead className="text-hint text-ink-3">
          <tr>
            {["Object", "Size", "Chunks", "Stored", "Digest", "Download"].map((title) => (
              <th key={title} className="h-7 px-2 font-medium whitespace-nowrap">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told?.rows.map(({ name, bytes, chunks, at, digest, isDeleted, link }) => (
            <tr key={name} data-object={name} className="border-t border-line/55 hover:bg-sunken">
              <td className="mono px-2 wrap-anywhere">
                <VisibleText>{name}</VisibleText>
                {isDeleted ? <span className="ml-1.5 text-warn">deleted</span> : null}
                {link === "" ? null : (
                  <span className="ml-1.5 text-ink-3">
                    link to <VisibleText>{link}</VisibleText>
                  </span>
                )}
              </td>
              <td className="px-2 whitespace-nowrap tabular-nums">{formatBytes(bytes)}</td>
              <td className="px-2 tabular-nums">{formatCount(chunks)}</td>
              <td className="px-2 whitespace-nowrap text-ink-3">
                <When ms={at} precise />
              </td>
              <td className="mono max-w-40 truncate px-2 text-ink-3">
                <VisibleText>{digest}</VisibleText>
              </td>
              <td className="px-2">
                {isDeleted ? null : (
                  <CopyButton
                    text={objectCommand(domain, bucket, name)}
                    label="Copy the nats command that downloads it"
                    isCompact
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status" className="px-3.5 py-2 text-data text-ink-2">
        {told === null
          ? mayRead
            ? "Reading"
            : (blocker ?? "Not read")
          : told.rows.length === 0
            ? "This store has no objects."
            : told.isCut
              ? "There are more objects than are shown."
              : ""}
      </p>
    </div>
  );
}
