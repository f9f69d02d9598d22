// The head of the pages beside the dashboard: security and help.

import { BrandMark } from "@/components/shell/brand-mark";
import { HomeLink } from "./home-link";

export function PageHeader() {
  return (
    <header className="flex h-13 items-center border-b border-line bg-panel px-4">
      <HomeLink className="flex items-center gap-2.25 text-answer font-[650] tracking-tight">
        <BrandMark />
        Credence
      </HomeLink>
    </header>
  );
}
