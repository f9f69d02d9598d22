// The error that a service answers with (ADR-32): its headers, whatever the payload.

import type { HeaderList } from "@/lib/shared/facts/console";

/** The header that every such answer has. */
export const SERVICE_ERROR_HEADER = "Nats-Service-Error";

export interface ServiceError {
  /** "" when the service named none. */
  readonly code: string;
  readonly text: string;
}

/** Null for a message that is no error. */
export function serviceErrorOf(headers: HeaderList): ServiceError | null {
  const held = (wanted: string) =>
    headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1] ?? "";
  const [text, code] = [held(SERVICE_ERROR_HEADER), held(`${SERVICE_ERROR_HEADER}-Code`)];
  return text === "" && code === "" ? null : { code, text };
}
