// The marks of a listed server: a dot in its colour, and a badge with its environment. Production has
// the most visible badge.

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

const ENVIRONMENT_NAMES = {
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
      {ENVIRONMENT_NAMES[environment]}
    </span>
  );
}
