// How a listed server is marked wherever it is named: a dot of its colour, and its environment in
// words. Production is the one that nobody may mistake.

import { TriangleAlert } from "lucide-react";
import { cx } from "@/lib/page/base/cx";
import type { Environment, ServerColour } from "@/lib/page/config/config-facts";

const DOTS = {
  blue: "bg-s1",
  green: "bg-s2",
  amber: "bg-s3",
  violet: "bg-s4",
  pink: "bg-s5",
  teal: "bg-s6",
} satisfies Record<ServerColour, string>;

export function ServerDot({ colour }: { colour: ServerColour | null }) {
  if (colour === null) return null;
  return (
    <span aria-hidden className={cx("inline-block size-2 shrink-0 rounded-full", DOTS[colour])} />
  );
}

const WORDS = {
  production: "Production",
  staging: "Staging",
  test: "Test",
  development: "Development",
} satisfies Record<Environment, string>;

export function EnvironmentBadge({ environment }: { environment: Environment | null }) {
  if (environment === null) return null;
  const isProduction = environment === "production";
  return (
    <span
      data-environment={environment}
      className={cx(
        "inline-flex shrink-0 items-center gap-1 rounded-[5px] px-1.5 py-px text-hint font-semibold",
        isProduction ? "bg-bad text-panel" : "border border-line-strong text-ink-2",
      )}
    >
      {isProduction ? <TriangleAlert aria-hidden className="size-3" /> : null}
      {WORDS[environment]}
    </span>
  );
}
