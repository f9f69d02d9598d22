// Asks before Forget takes what cannot be brought back: it names the numbers and offers to export the messages
// first. Opened by entry-actions.ts.

import { useState } from "react";
import { useStore } from "zustand";
import { startExport } from "@/components/console/export/start-export";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import { answerForget } from "@/lib/page/actions/entry-actions";
import { lossText } from "@/lib/page/actions/texts/entry-text";
import { formatCount } from "@/lib/page/format/count";
import { viewOf } from "@/lib/page/state/console-store";
import { forgetQuestionStore } from "@/lib/page/state/losses";
import { vaultStore } from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";

export function ForgetDialog() {
  const asked = useStore(forgetQuestionStore, (state) => state.asked);
  const [isExporting, setIsExporting] = useState(false);
  if (asked === null) return null;
  const { ids, isAll, losses } = asked;
  const label = vaultStore.getState().entries.get(ids[0] ?? "")?.label ?? "";
  const onExport = async () => {
    setIsExporting(true);
    for (const id of ids.filter(hasMessages)) {
      await startExport({ id, format: "ndjson", scope: { kind: "all" }, toDisk: false });
    }
    setIsExporting(false);
  };
  return (
    <Modal
      title={isAll ? "Forget everything" : "Forget these creds"}
      isOpen
      onClose={() => void answerForget(false)}
    >
      <p className="wrap-anywhere">
        {isAll ? (
          "This takes "
        ) : (
          <VisibleText>
            {ids.length > 1
              ? `Forgetting ${formatCount(ids.length)} creds takes `
              : `Forgetting ${label} takes `}
          </VisibleText>
        )}
        <b data-losses className="font-semibold">
          {lossText(losses)}
        </b>
        . They cannot be restored.
        {losses.pasted > 0 ? " No file was loaded for pasted creds." : ""}
      </p>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        {losses.messages > 0 ? (
          <Button className="mr-auto" disabled={isExporting} onClick={onExport}>
            {isExporting ? "Exporting" : "Export messages"}
          </Button>
        ) : null}
        <Button data-focus-first onClick={() => void answerForget(false)}>
          Cancel
        </Button>
        <Button tone="danger" onClick={() => void answerForget(true)}>
          {isAll ? "Forget everything now" : "Forget now"}
        </Button>
      </div>
    </Modal>
  );
}

const hasMessages = (id: EntryId): boolean => (viewOf(id).window?.counts.kept ?? 0) > 0;
