import { Dashboard } from "@/components/layout/dashboard";

export default function Page() {
  return <Dashboard />;
}
