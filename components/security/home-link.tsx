// A link to the first page of this export. Not next/link: every page would fetch its code for it.

import type { ReactNode } from "react";
import { ownPath } from "@/lib/page/base/base-path";

export interface HomeLinkProps {
  readonly className?: string;
  readonly children: ReactNode;
}

export function HomeLink({ className, children }: HomeLinkProps) {
  return (
    <a href={ownPath("/")} className={className}>
      {children}
    </a>
  );
}
