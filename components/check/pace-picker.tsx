// How fast a check connects.

import { useId } from "react";
import { useStore } from "zustand";
import { checkChoiceStore } from "@/lib/page/overview/check-choice";
import type { Pace } from "@/lib/page/state/check-store";

const PACES: readonly { readonly value: Pace; readonly label: string }[] = [
  { value: "usual", label: "Gentle to production, faster elsewhere" },
  { value: 1, label: "At most 1 a second" },
  { value: 5, label: "At most 5 a second" },
  { value: 20, label: "At most 20 a second" },
  { value: 50, label: "At most 50 a second" },
  { value: "unlimited", label: "As fast as the browser allows" },
];

export function PacePicker() {
  const pace = useStore(checkChoiceStore, (state) => state.pace);
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="font-medium">
        Connections to each server
      </label>
      <select
        id={id}
        value={String(pace)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const found = PACES.find((one) => String(one.value) === value);
          if (found !== undefined) checkChoiceStore.setState({ pace: found.value });
        }}
        className="h-7.5 max-w-full rounded-[7px] border border-line-strong bg-panel px-2 text-ink"
      >
        {PACES.map(({ value, label }) => (
          <option key={value} value={String(value)}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
