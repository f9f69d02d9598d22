import type { Metadata } from "next";
import { HelpPage } from "@/components/help/help-page";

export const metadata: Metadata = { title: "Help · Credence" };

export default function Page() {
  return <HelpPage />;
}
