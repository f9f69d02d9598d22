// Where two columns fit: what the left one shows.

import { PanelLeft } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { foldPane } from "@/lib/page/storage/panes";

const PARTS = [
  { value: "creds", label: "Creds" },
  { value: "user", label: "This user" },
] as const;

export interface LeftSwitchProps {
  readonly shown: "creds" | "user";
  readonly onShow: (part: "creds" | "user") => void;
}

export function LeftSwitch({ shown, onShow }: LeftSwitchProps) {
  return (
    <div className="col-start-1 flex h-11.5 items-center gap-2 border-r border-b border-line px-2">
      <Segmented
        label="Left column"
        options={PARTS}
        value={shown}
        onChange={onShow}
        className="grow *:flex-1 *:text-center"
      />
      <Button
        tone="quiet"
        size="icon"
        aria-label="Collapse the left column"
        data-hotkey="["
        onClick={() => foldPane("ring", true)}
      >
        <PanelLeft aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
