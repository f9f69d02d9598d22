// States of the whole page that must not be missed: a vault that stopped, a context that is not secure.

import { useEffect, useState } from "react";
import { useVault } from "@/components/shared/use-vault";
import { Button } from "@/components/ui/button";
import { restartVault } from "@/lib/page/actions/vault-actions";

export function Banners() {
  const health = useVault((state) => state.health);
  const isInsecure = useInsecureContext();
  return (
    <>
      {health === "crashed" ? (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-bad-soft px-4 py-2"
        >
          <p className="min-w-0 flex-1">
            <b className="font-semibold text-bad">The vault stopped.</b> Its seeds, connections and
            messages are gone. A restart reads the files again that this tab still has a handle of.
          </p>
          <Button size="sm" onClick={() => void restartVault()}>
            Restart the vault
          </Button>
        </div>
      ) : null}
      {isInsecure ? (
        <p className="border-b border-line bg-warn-soft px-4 py-2">
          <b className="font-semibold text-warn">This page came over plain http.</b> The browser
          offers no built-in signing here, so keys are handled by slower code, and anyone on the
          network could have changed this page. Use https or localhost.
        </p>
      ) : null}
    </>
  );
}

function useInsecureContext(): boolean {
  const [isInsecure, setIsInsecure] = useState(false);
  useEffect(() => setIsInsecure(!window.isSecureContext), []);
  return isInsecure;
}
