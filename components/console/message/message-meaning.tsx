// What an open message means besides its payload: an error of a service, a status of the server, how it was packed.

import { statusMeaning, statusText } from "@/components/console/grid/status-text";
import { VisibleText } from "@/components/ui/visible-text";
import { formatBytes } from "@/lib/page/format/bytes";
import { serviceErrorOf } from "@/lib/shared/console/service-error";
import type { MessageDetail as Message } from "@/lib/shared/facts/console";
import { FORMAT_LABELS } from "./inside/format-text";

export function MessageMeaning({ message }: { readonly message: Message }) {
  return (
    <>
      <ServiceError message={message} />
      <Status message={message} />
    </>
  );
}

/** The line itself may hold more than its code: which limit it was, for example. */
function Status({ message: { status, statusText: said } }: { readonly message: Message }) {
  if (status === null) return null;
  return (
    <p
      data-status={status}
      className="mb-2 rounded-[7px] bg-warn-soft px-2.5 py-1.5 text-small text-warn wrap-anywhere"
    >
      {`${statusText(status)}. ${statusMeaning(status)}`.trim()}
      {said === "" ? null : (
        <>
          {" "}
          The server said: <VisibleText>{said}</VisibleText>
        </>
      )}
    </p>
  );
}

/** What the payload was packed with, and how much was in it. */
export function PackedLine({ message: { unpacked, payload } }: { readonly message: Message }) {
  if (unpacked === null) return null;
  const { packings, content } = unpacked;
  return (
    <p data-packed={packings.join(" ")} className="mb-1.5 text-small text-ink-2">
      {packings.map((packing) => (
        <span
          key={packing}
          className="mr-1.5 rounded-[5px] bg-accent-soft px-1.5 py-0.5 font-medium text-accent"
        >
          {FORMAT_LABELS[packing]}
        </span>
      ))}
      {formatBytes(payload.length)}
      {content.ok ? `, ${formatBytes(content.value.payload.length)} unpacked` : ", not unpacked"}
    </p>
  );
}

function ServiceError({ message: { headers } }: { readonly message: Message }) {
  const error = serviceErrorOf(headers);
  if (error === null) return null;
  const { code, text } = error;
  return (
    <p
      data-service-error={code}
      className="mb-2 rounded-[7px] bg-bad-soft px-2.5 py-1.5 text-small text-bad wrap-anywhere"
    >
      The service answered with an error: <VisibleText>{`${code} ${text}`.trim()}</VisibleText>
    </p>
  );
}
