// The line of tabs while the responder is open: how it answers, and how the answer is written.

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { editResponder } from "@/lib/page/actions/send/responder-actions";
import type { ResponderDraft } from "@/lib/page/state/responder-store";
import { useResponder } from "./use-responder";

const KINDS = [
  { value: "template", label: "Template" },
  { value: "echo", label: "Echo" },
  { value: "error", label: "Error" },
] as const;

const INPUT_KINDS = ["text", "json", "hex", "base64"] as const;

export function ResponderTools() {
  const draft = useResponder((view) => view.draft);
  const isOn = useResponder((view) => view.facts?.isOn ?? false);
  const nextId = Math.max(0, ...draft.headers.map(({ id }) => id)) + 1;
  return (
    <>
      <Segmented<ResponderDraft["kind"]>
        label="Answer with"
        options={KINDS}
        value={draft.kind}
        isDisabled={isOn}
        onChange={(kind) => editResponder({ kind })}
      />
      {draft.kind === "template" ? (
        <>
          <select
            aria-label="Answer encoding"
            value={draft.encoding}
            disabled={isOn}
            onChange={(event) => {
              const encoding = INPUT_KINDS.find((kind) => kind === event.currentTarget.value);
              if (encoding !== undefined) editResponder({ encoding });
            }}
            className="h-7 rounded-[7px] border border-line-strong bg-panel px-1.5 text-data"
          >
            <option value="text">as text</option>
            <option value="json">as JSON</option>
            <option value="hex">as hex</option>
            <option value="base64">as base64</option>
          </select>
          <Button
            size="sm"
            tone="quiet"
            disabled={isOn}
            onClick={() =>
              editResponder({ headers: [...draft.headers, { id: nextId, name: "", value: "" }] })
            }
            title="Add header"
            className="ml-auto"
          >
            <Plus aria-hidden className="size-3.5 @min-[640px]:hidden" />
            <span className="sr-only @min-[640px]:not-sr-only">Add header</span>
          </Button>
        </>
      ) : null}
    </>
  );
}
