// A trial that went otherwise than expected, with the likely reason.

import { CircleAlert } from "lucide-react";

export function MismatchLine({ children }: { readonly children: string }) {
  return (
    <p
      role="status"
      data-finding="differs"
      className="mt-1.5 flex items-start gap-1.5 rounded-lg bg-warn-soft px-2.5 py-1.5 text-small"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
      {children}
    </p>
  );
}
