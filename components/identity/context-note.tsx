// What is taken over from a context of the nats CLI: for creds that are in it, or that it points to.

import { VisibleText } from "@/components/ui/visible-text";
import type { ContextFacts } from "@/lib/shared/facts/creds";

export function ContextNote({ context }: { context: ContextFacts }) {
  const { addresses, inboxPrefix, jetStreamDomain } = context;
  const rows = [
    {
      name: "address",
      title: addresses.length > 1 ? "Addresses" : "Address",
      text: addresses.join(", "),
    },
    { name: "inbox-prefix", title: "Inbox prefix", text: inboxPrefix ?? "" },
    { name: "jetstream-domain", title: "JetStream domain", text: jetStreamDomain ?? "" },
  ].filter(({ text }) => text !== "");
  if (rows.length === 0) return null;
  return (
    <div className="mt-2.5 text-hint text-ink-2">
      <p>The connection takes these over from a context of the nats CLI:</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        {rows.map(({ name, title, text }) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{title}</dt>
            <dd data-context={name} className="font-mono wrap-anywhere">
              <VisibleText>{text}</VisibleText>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
