// Puts an address that a cause names into the Server field and leads there. Connects nowhere: that
// takes a press of Connect, beside the address.

import { Button } from "@/components/ui/button";
import { vaultStore } from "@/lib/page/state/vault-store";
import { keepDraft } from "./default-address";

export function UseAddress({ address }: { address: string }) {
  const use = () => {
    const { selected } = vaultStore.getState();
    if (selected === null) return;
    keepDraft(selected, address);
    const field = document.querySelector('[aria-label="Server"]');
    if (field instanceof HTMLElement) field.focus();
  };
  return (
    <Button size="sm" className="mt-1.5 max-w-full" onClick={use}>
      <span className="truncate">Use {address}</span>
    </Button>
  );
}
