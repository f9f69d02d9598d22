// From left to right: the keyring, identity and verdict, and the panels. One column below 1180 px.

import { IdentityPanel } from "@/components/identity/identity-panel";
import { Keyring } from "@/components/keyring/keyring";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { WorkArea } from "./work-area";

export function Workbench({ onPaste }: { onPaste: () => void }) {
  return (
    <div className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] content-start lg:grid-cols-[216px_412px_minmax(0,1fr)] lg:content-stretch">
      <PanelBoundary name="Keyring">
        <Keyring onPaste={onPaste} />
      </PanelBoundary>
      <PanelBoundary name="Identity">
        <IdentityPanel />
      </PanelBoundary>
      <WorkArea />
    </div>
  );
}
