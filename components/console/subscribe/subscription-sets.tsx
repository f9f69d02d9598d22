// All subscriptions at once: save them under a name, take a saved set, list all again, unsubscribe all.

import { ListChecks } from "lucide-react";
import { useState } from "react";
import { useSampledWindow, useView } from "@/components/console/view/use-view";
import { NamedTextsList } from "@/components/shared/named-texts";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { subscribeSet, unmuteAll, unsubscribeAll } from "@/lib/page/actions/send/messaging-actions";
import { savedSubscriptions } from "@/lib/page/storage/named-texts";
import type { SubscriptionView } from "@/lib/shared/facts/console";

export function SubscriptionSets() {
  const [isOpen, setIsOpen] = useState(false);
  const subscriptions = useSampledWindow()?.subscriptions ?? [];
  const muted = useView((view) => view.muted);
  const solo = useView((view) => view.solo);
  const hidden = muted.size + (solo === null ? 0 : 1);
  return (
    <Popover
      label="Subscription sets"
      title="Save these subscriptions, take a saved set, unsubscribe all"
      align="start"
      className="grid size-6.5 place-items-center rounded-[6px] text-ink-2 hover:text-ink"
      trigger={<ListChecks aria-hidden className="size-3.5" />}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
    >
      <NamedTextsList
        saved={savedSubscriptions}
        noun="set"
        label="Saved sets"
        current={linesOf(subscriptions)}
        onChoose={(text) => {
          setIsOpen(false);
          void subscribeSet(text);
        }}
      />
      <div className="mt-2.5 flex flex-wrap gap-1.5 border-t border-line pt-2.5">
        <Button size="sm" disabled={hidden === 0} onClick={unmuteAll}>
          List all
        </Button>
        <Button
          size="sm"
          disabled={subscriptions.length === 0}
          onClick={() => {
            setIsOpen(false);
            void unsubscribeAll();
          }}
        >
          Unsubscribe all
        </Button>
      </div>
    </Popover>
  );
}

function linesOf(subscriptions: readonly SubscriptionView[]): string {
  const lines = subscriptions.map(({ subject, queue }) => `${subject} ${queue}`.trim());
  return [...new Set(lines)].join("\n");
}
