// The placeholders that a form fills in, with a link to what they mean.

import type { ReactNode } from "react";
import { ownPath } from "@/lib/page/base/base-path";

export interface PlaceholdersProps {
  readonly title: string;
  readonly names: readonly string[];
  /** After the names. */
  readonly children?: ReactNode;
}

export function Placeholders({ title, names, children }: PlaceholdersProps) {
  return (
    <p className="text-small text-ink-2">
      {title}:{" "}
      {names.map((name) => (
        <code key={name} className="mr-2 whitespace-nowrap">
          {name}
        </code>
      ))}
      {children}{" "}
      <a
        href={ownPath("/help/#placeholders")}
        target="_blank"
        rel="noopener"
        className="whitespace-nowrap text-accent underline"
      >
        Help on placeholders
      </a>
    </p>
  );
}
