// A message under a name: saved by the user (lib/page/storage/saved-messages.ts), or offered by the instance
// (lib/page/config/config.ts). It is read from files and storage, which can hold anything.

import { type PayloadInputKind, readInputKind } from "@/lib/page/console/input-kinds";
import type { SendMode } from "./draft";
import { cleanPath, MAX_PATH } from "./saved-path";

export interface SavedMessage {
  /** With its folders: "orders/created" is in the folder "orders" (saved-path.ts). */
  readonly name: string;
  readonly mode: SendMode;
  readonly subject: string;
  /** As typed, with its placeholders. */
  readonly payload: string;
  readonly encoding: PayloadInputKind;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** "" = none. */
  readonly reply: string;
}

/** Whatever of the value is a saved message, up to `most`. The last of a name is taken. */
export function messagesIn(value: unknown, most: number): readonly SavedMessage[] {
  const all = Array.isArray(value) ? value.flatMap((one) => toMessage(one) ?? []) : [];
  return [...new Map(all.map((one) => [one.name, one])).values()].slice(0, most);
}

function toMessage(value: unknown): SavedMessage | null {
  if (typeof value !== "object" || value === null) return null;
  const { name, mode, subject, payload, encoding, headers, reply } = value as Record<
    string,
    unknown
  >;
  if (typeof name !== "string" || name.trim() === "" || typeof subject !== "string") return null;
  const list = Array.isArray(headers) ? headers : [];
  return {
    name: cleanPath(name.trim().slice(0, MAX_PATH)),
    mode: mode === "request" ? "request" : "publish",
    subject,
    payload: typeof payload === "string" ? payload : "",
    encoding: readInputKind(encoding),
    headers: list.flatMap((pair) => {
      const [first, second] = Array.isArray(pair) ? pair : [];
      return typeof first === "string" && typeof second === "string"
        ? [[first, second] as const]
        : [];
    }),
    reply: typeof reply === "string" ? reply : "",
  };
}
