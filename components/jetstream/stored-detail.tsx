// One stored message: its payload in the format that fits, its headers, and what those of JetStream mean.

import { X } from "lucide-react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { fittingFormats, shownFormat } from "@/components/console/message/payload-format";
import { PayloadView } from "@/components/console/message/payload-view";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import { closeStoredMessage } from "@/lib/page/actions/jetstream-actions";
import { messageCommand } from "@/lib/page/console/nats-command";
import { type PayloadFormat, viewPayload } from "@/lib/page/console/payload-display";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { jetStreamStore, type OpenStored } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StoredDetail } from "@/lib/shared/facts/stored";
import { headerMeaning } from "./header-text";
import { Refused } from "./parts/refused";

export interface StoredDetailPaneProps {
  readonly id: EntryId;
  readonly stream: string;
  readonly open: OpenStored;
}

export function StoredDetailPane({
  id,
  stream,
  open: { sequence, answer },
}: StoredDetailPaneProps) {
  const { domain } = useStore(jetStreamStore.store, () => jetStreamStore.of(id));
  return (
    <section
      aria-label="Message"
      data-stored-open=""
      className="@container min-h-0 min-w-0 overflow-y-auto border-line-strong px-3.5 py-2 @max-[900px]:border-t @min-[900px]:border-l"
    >
      <header className="flex items-center gap-2">
        <h3 className="mono min-w-0 grow font-semibold">#{sequence}</h3>
        <CopyButton
          text={messageCommand(domain, stream, sequence)}
          label="Copy as nats CLI"
          isCompact
        />
        <Button
          tone="quiet"
          size="icon"
          aria-label="Close the message"
          onClick={() => closeStoredMessage(id)}
        >
          <X aria-hidden className="size-3.5" />
        </Button>
      </header>
      {answer === null ? (
        <p role="status" className="text-ink-2">
          Opening
        </p>
      ) : !answer.ok ? (
        <p role="alert" className="text-bad">
          {actionText(answer.fault).title}. {actionText(answer.fault).next}
        </p>
      ) : answer.value.kind !== "told" ? (
        <Refused answer={answer.value} subject={`STREAM.MSG.GET.${stream}`} />
      ) : answer.value.value === null ? (
        <p>
          The stream does not hold this message any more. Read the page again to see what is left.
        </p>
      ) : (
        <Message key={sequence} message={answer.value.value} />
      )}
    </section>
  );
}

function Message({ message }: { readonly message: StoredDetail }) {
  const { subject, at, headers, payload: bytes } = message;
  const payload = useMemo(() => viewPayload(bytes), [bytes]);
  const [chosen, setChosen] = useState<PayloadFormat | null>(null);
  const format = shownFormat(payload, chosen);
  return (
    <div className="grid gap-2">
      <p className="wrap-anywhere">
        <code>
          <VisibleText>{subject}</VisibleText>
        </code>{" "}
        <span className="text-ink-3">
          stored <When ms={at} precise />
        </span>
      </p>
      <Segmented<PayloadFormat>
        label="Format"
        options={fittingFormats(payload)}
        value={format}
        onChange={setChosen}
      />
      <PayloadView bytes={bytes} payload={payload} format={format} />
      {headers.length === 0 ? (
        <p className="text-data text-ink-3">No headers.</p>
      ) : (
        <dl aria-label="Headers" className="grid gap-1 text-data">
          {headers.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: headers can repeat, and their order is fixed.
            <div key={index} className="wrap-anywhere">
              <dt className="mono inline text-ink-3">
                <VisibleText>{`${name}: `}</VisibleText>
              </dt>
              <dd className="mono inline">
                <VisibleText>{value}</VisibleText>
              </dd>
              <span className="block text-hint text-ink-2">{headerMeaning(name, value)}</span>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
