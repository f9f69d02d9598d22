// Puts its content into the page one task late: before the next frame, but behind what answers a question.

import { type ReactNode, useEffect, useState } from "react";
import { inNextTask } from "@/components/next-task";

export function Soon({ children }: { children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => inNextTask(() => setDue(true)), []);
  return isDue ? children : null;
}
