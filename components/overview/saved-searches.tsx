// The named searches of the overview, behind a button beside the search.

import { Bookmark } from "lucide-react";
import { useState } from "react";
import { NamedTextsList } from "@/components/shared/named-texts";
import { buttonClass } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { savedSearches } from "@/lib/page/storage/named-texts";

export function SavedSearches({ search }: { readonly search: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      label="Saved searches"
      className={buttonClass("plain", "icon")}
      trigger={<Bookmark aria-hidden className="size-4" />}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <NamedTextsList
        saved={savedSearches}
        noun="search"
        label="Named searches"
        current={search}
        onChoose={(text) => {
          overviewStore.setState({ search: text });
          setIsOpen(false);
        }}
      />
    </Popover>
  );
}
