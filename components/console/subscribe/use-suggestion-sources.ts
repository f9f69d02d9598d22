// What suggest-subjects.ts needs, of the shown creds.

import { useMemo } from "react";
import { useStore } from "zustand";
import { useSampledWindow } from "@/components/console/view/use-view";
import { useShownRights } from "@/components/permissions/rights/use-rights";
import { useServerDefaults } from "@/components/shared/use-server-defaults";
import { sandboxStore } from "@/lib/page/config/sandbox";
import type { SuggestionSources } from "./suggest-subjects";

const SANDBOX_SUBJECTS = ["orders.>", "demo.>"];

export function useSuggestionSources(): SuggestionSources {
  const rules = useShownRights()?.rules ?? null;
  const { subjects } = useServerDefaults();
  const isSandbox = useStore(sandboxStore, (state) => state.kind === "running");
  const rows = useSampledWindow()?.rows;
  const seen = useMemo(() => {
    const found = (rows ?? []).flatMap((row) => (row.kind === "message" ? [row.subject] : []));
    return [...new Set(found)].reverse();
  }, [rows]);
  const configured = subjects.length > 0 ? subjects : isSandbox ? SANDBOX_SUBJECTS : [];
  return { rules, configured, seen };
}
