// The draft of the send form, kept in the console store for each entry, so that selecting other creds
// loses nothing that was typed. What reads it is in send-draft.ts, which the first view does not need.

import type { PayloadInputKind } from "@/lib/page/console/input-kinds";

export type SendMode = "publish" | "request";

/** One row of the form; `id` tells rows apart while they are edited. */
export interface HeaderDraft {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

export interface SendDraft {
  readonly mode: SendMode;
  readonly subject: string;
  readonly payload: string;
  readonly encoding: PayloadInputKind;
  readonly headers: readonly HeaderDraft[];
  /** Publish only; "" = none. */
  readonly reply: string;
  /** Request only, as typed. */
  readonly timeout: string;
  /** Request only, as typed. */
  readonly replies: string;
  /** Request only, as typed: milliseconds without another reply that end it; "" = none. */
  readonly silence: string;
  /** Request only: a reply without a payload ends it. */
  readonly endsEmpty: boolean;
  /** Publish only: send many messages, with placeholders filled in. */
  readonly isRepeated: boolean;
  /** Repeated only, as typed. */
  readonly times: string;
  /** Repeated only, as typed; "" = as fast as the connection takes it. */
  readonly perSecond: string;
}

export const NEW_DRAFT: SendDraft = {
  mode: "publish",
  subject: "",
  payload: "",
  encoding: "text",
  headers: [],
  reply: "",
  timeout: "2000",
  replies: "1",
  silence: "",
  endsEmpty: false,
  isRepeated: false,
  times: "1000",
  perSecond: "200",
};
