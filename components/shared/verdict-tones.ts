// Colour, shape and ground of each answer. Colour is never the only sign: icon and words say the same.

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
import type { VerdictWord } from "./verdict-head";

interface Tone {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly ground: string;
  readonly fill: string;
  readonly isMoving: boolean;
}

const GOOD = { text: "text-ok", ground: "bg-ok-soft", fill: "bg-ok", isMoving: false };
const WARN = { text: "text-warn", ground: "bg-warn-soft", fill: "bg-warn", isMoving: false };
const BAD = { text: "text-bad", ground: "bg-bad-soft", fill: "bg-bad", isMoving: false };
const BUSY = { text: "text-accent", ground: "bg-accent-soft", fill: "bg-accent", isMoving: true };

export const VERDICT_TONES = {
  connecting: { ...BUSY, icon: LoaderCircle },
  accepted: { ...GOOD, icon: CircleCheck },
  unchecked: { ...WARN, icon: TriangleAlert },
  refused: { ...BAD, icon: CircleX },
  unreachable: { ...BAD, icon: Unplug },
  ended: { ...BAD, icon: CircleMinus },
  unreadable: { ...BAD, icon: OctagonAlert },
} satisfies Record<VerdictWord, Tone>;
