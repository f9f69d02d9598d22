// Ready-made lists: what a common use of NATS needs, as questions with a role.

import type { Question } from "@/lib/permissions/decision";

export type NeedId =
  | "request"
  | "respond"
  | "consume"
  | "publish-to-stream"
  | "manage-streams"
  | "kv-read"
  | "kv-write"
  | "object-read"
  | "object-write"
  | "service"
  | "user-info";

export type NeedParameter =
  | "inbox"
  | "subject"
  | "queue"
  | "domain"
  | "stream"
  | "consumer"
  | "bucket"
  | "service";

export type NeedValues = Readonly<Record<NeedParameter, string>>;

export interface Need {
  readonly id: NeedId;
  readonly title: string;
  /** In the order to show; the rest of NeedValues is not looked at. */
  readonly parameters: readonly NeedParameter[];
}

export interface NeedPart extends Question {
  /** What it is for, in a few words: "ask for the next message". */
  readonly purpose: string;
  /** Works without it, with less. */
  readonly isOptional: boolean;
  /** The rule that would allow it, narrowest useful form: "$JS.API.CONSUMER.MSG.NEXT.ORDERS.>". */
  readonly rule: string;
}

export const NEEDS: readonly Need[] = [];

/** inbox: the prefix in use; the others empty or usual. */
export function defaultValues(_inbox: string): NeedValues {
  throw new Error("not yet");
}

export function partsOf(_id: NeedId, _values: NeedValues): readonly NeedPart[] {
  throw new Error("not yet");
}
