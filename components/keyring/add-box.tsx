// The foot of the keyring: buttons to add creds and to forget all. Files can be dropped anywhere on the
// page, not only on the box.

import { memo } from "react";
import { useVault } from "@/components/shared/use-vault";
import { chooseFiles, chooseFolder } from "@/components/shell/open/file-chooser";
import { SandboxPicker } from "@/components/shell/sandbox-picker";
import { Button } from "@/components/ui/button";
import { forgetAll } from "@/lib/page/actions/entry-actions";
import { CleanAll } from "./clean-all";

/** Memoised, because the keyring renders again with every batch of entries. */
export const AddBox = memo(function AddBox({ onPaste }: { onPaste: () => void }) {
  const hasEntries = useVault((state) => state.order.length > 0);
  return (
    <div className="grid shrink-0 gap-2 px-2 pt-2 pb-3">
      <div className="grid gap-2 rounded-xl border-[1.5px] border-dashed border-line-strong px-2.5 py-3 text-center">
        <p className="text-data font-medium">Drop creds anywhere</p>
        <div className="flex flex-wrap justify-center gap-1.5">
          <Button size="sm" data-hotkey="o" onClick={chooseFiles}>
            Choose files
          </Button>
          <Button size="sm" data-hotkey="O" onClick={chooseFolder}>
            Choose a folder
          </Button>
          <Button size="sm" data-hotkey="v" onClick={onPaste}>
            Paste
          </Button>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-center gap-1.5">
        <CleanAll />
        <SandboxPicker label="Sandbox samples" size="sm" />
        {hasEntries ? (
          <Button tone="quiet" size="sm" onClick={() => void forgetAll()}>
            Forget all
          </Button>
        ) : null}
      </div>
    </div>
  );
});
