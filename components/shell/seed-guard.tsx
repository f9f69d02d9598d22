// Keeps seeds out of fields that are not meant for them, and names a seed that was found in the wrong place. It
// listens before the fields do, so no field, filter, list or address ever has the seed.

import { useEffect } from "react";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import {
  dismissMisplacedSeed,
  misplacedSeedStore,
  noteMisplacedSeed,
} from "@/lib/page/state/misplaced-seed";
import { holdsSeed, withoutSeeds } from "@/lib/shared/base/secret-patterns";
import { MISPLACED_SEED_TEXTS } from "./misplaced-seed-text";

export function SeedGuard() {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (guardedField(event.target) === null) return;
      if (!holdsSeed(event.clipboardData?.getData("text/plain") ?? "")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      noteMisplacedSeed("field");
    };
    const onInput = (event: Event) => {
      const field = guardedField(event.target);
      if (field === null || !holdsSeed(field.value)) return;
      setValue(field, withoutSeeds(field.value));
      // Not before the field has heard of its new value: a render in between would set its old one.
      setTimeout(() => noteMisplacedSeed("field"));
    };
    window.addEventListener("paste", onPaste, { capture: true });
    window.addEventListener("input", onInput, { capture: true });
    return () => {
      window.removeEventListener("paste", onPaste, { capture: true });
      window.removeEventListener("input", onInput, { capture: true });
    };
  }, []);
  const place = useStore(misplacedSeedStore, (state) => state.place);
  if (place === null) return null;
  const { title, next } = MISPLACED_SEED_TEXTS[place];
  return (
    <div
      role="alert"
      data-danger="seed-in-wrong-place"
      data-place={place}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-bad-soft px-4 py-2"
    >
      <p className="min-w-0 flex-1">
        <b className="font-semibold text-bad">{title}</b> {next}
      </p>
      <Button size="sm" onClick={dismissMisplacedSeed}>
        Dismiss
      </Button>
    </div>
  );
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** The field that an event is for; null where seeds belong (data-takes-seeds), and elsewhere. */
function guardedField(target: EventTarget | null): TextField | null {
  const isField =
    (target instanceof HTMLInputElement && target.type !== "file") ||
    target instanceof HTMLTextAreaElement;
  return isField && target.dataset["takesSeeds"] === undefined ? target : null;
}

/** As typing does it: React watches the property of the element itself, and sees this change. */
function setValue(field: TextField, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
}
