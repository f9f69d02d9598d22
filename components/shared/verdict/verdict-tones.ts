// Icon, text colour and background of each verdict state. Colour is never the only sign; the icon and the
// headline say the same.

import {
  CircleCheck,
  CircleMinus,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import type { VerdictState } from "./verdict-state";

interface Tone {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly background: string;
  readonly fill: string;
  readonly isMoving: boolean;
}

const GOOD = { text: "text-ok", background: "bg-ok-soft", fill: "bg-ok", isMoving: false };
const WARN = { text: "text-warn", background: "bg-warn-soft", fill: "bg-warn", isMoving: false };
const BAD = { text: "text-bad", background: "bg-bad-soft", fill: "bg-bad", isMoving: false };
const BUSY = {
  text: "text-accent",
  background: "bg-accent-soft",
  fill: "bg-accent",
  isMoving: true,
};

export const VERDICT_TONES = {
  connecting: { ...BUSY, icon: LoaderCircle },
  accepted: { ...GOOD, icon: CircleCheck },
  unchecked: { ...WARN, icon: TriangleAlert },
  refused: { ...BAD, icon: CircleX },
  unreachable: { ...WARN, icon: Unplug },
  ended: { ...BAD, icon: CircleMinus },
  unreadable: { ...BAD, icon: OctagonAlert },
} satisfies Record<VerdictState, Tone>;
