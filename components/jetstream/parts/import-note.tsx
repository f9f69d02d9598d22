// What of a JetStream that is imported from another account cannot be reached, and what brings it here.

import { FixBox } from "@/components/permissions/fix-box";
import { useShownRights } from "@/components/permissions/rights/use-rights";
import { Fold } from "@/components/ui/fold";
import { VisibleText } from "@/components/ui/visible-text";
import { importFix, type WantedImport } from "@/lib/page/diagnosis/fixes/import-fix-text";
import { isImportedPlace } from "@/lib/shared/grammar/jetstream-api";
import { kindOf, shownName } from "./stored-items";

const DELIVERIES = "deliver.acme.>";

export interface ImportNoteProps {
  readonly domain: string;
  readonly stream: string;
}

/** Renders nothing for the JetStream of the account itself. */
export function ImportNote({ domain, stream }: ImportNoteProps) {
  if (!isImportedPlace(domain)) return null;
  const kind = kindOf(stream);
  const own = `${kind === "kv" ? "$KV" : "$O"}.${shownName(stream)}.>`;
  return (
    <Fold title="Imported from another account" note="read with one request for each message">
      <div
        data-import-note=""
        className="grid max-h-[30vh] gap-2 overflow-y-auto text-data text-ink-2"
      >
        <p>
          An import brings one reply to a request, so nothing is read in batches. The messages of a
          consumer come to the other account, so new ones are asked for every second.
        </p>
        {kind === "stream" ? null : (
          <p>
            Its subjects{" "}
            <code>
              <VisibleText>{own}</VisibleText>
            </code>{" "}
            are no part of the API. A client that writes from this account needs them exported and
            imported as a service.
          </p>
        )}
        <p>
          The nats CLI reads most of it through a consumer. Its commands need a subject for
          deliveries, such as <code>{DELIVERIES}</code>, that the other account exports:
        </p>
        <ImportFix wanted={{ subject: DELIVERIES, local: DELIVERIES, isService: false }} />
      </div>
    </Fold>
  );
}

export function ImportFix({ wanted }: { readonly wanted: WantedImport }) {
  const rights = useShownRights();
  return <FixBox fix={importFix(wanted, rights?.names.account ?? "")} />;
}
