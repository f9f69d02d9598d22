// A place in a stream: the sequence, and when.

import { useNow } from "@/components/shared/use-now";
import { When } from "@/components/shared/when";
import { formatCount } from "@/lib/page/format/count";

export interface SequencePlaceProps {
  readonly seq: number;
  /** Milliseconds since 1970; null = not known. */
  readonly at: number | null;
}

export function SequencePlace({ seq, at }: SequencePlaceProps) {
  const readAt = useNow(60_000);
  return (
    <>
      #{formatCount(seq)}{" "}
      {at === null ? null : (
        <small className="font-normal text-ink-3">
          <When ms={at} nearMs={readAt} />
        </small>
      )}
    </>
  );
}
