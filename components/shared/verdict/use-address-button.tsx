// Puts the address that a cause names into the Server field and focuses it. It does not connect; the user
// still has to press Connect beside the address.

import { keepDraft } from "@/components/shared/default-address";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { vaultStore } from "@/lib/page/state/vault-store";

export function UseAddressButton({ address }: { address: string }) {
  const use = () => {
    const { selected } = vaultStore.getState();
    if (selected === null) return;
    keepDraft(selected, address);
    const field = document.querySelector('[aria-label="Server"]');
    if (field instanceof HTMLElement) field.focus();
  };
  return (
    <Button size="sm" className="mt-1.5 max-w-full" onClick={use}>
      <span className="truncate">
        Use <VisibleText>{address}</VisibleText>
      </span>
    </Button>
  );
}
