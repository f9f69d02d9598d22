// The line of tabs while the responder is open: how it answers, and how the answer is written.

import { EncodingSelect } from "@/components/console/message/encoding-select";
import { FileButton } from "@/components/console/message/file-button";
import { AddHeader } from "@/components/console/message/header-fields";
import { Segmented } from "@/components/ui/segmented";
import { fillAnswer } from "@/lib/page/actions/send/payload-file";
import { editResponder } from "@/lib/page/actions/send/responder-actions";
import type { ResponderDraft } from "@/lib/page/state/responder-store";
import { useResponder } from "./use-responder";

const KINDS = [
  { value: "template", label: "Template" },
  { value: "echo", label: "Echo" },
  { value: "error", label: "Error" },
] as const;

export function ResponderTools() {
  const draft = useResponder((view) => view.draft);
  const isOn = useResponder((view) => view.facts?.isOn ?? false);
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
          <EncodingSelect
            label="Answer encoding"
            value={draft.encoding}
            isDisabled={isOn}
            onChange={(encoding) => editResponder({ encoding })}
          />
          <FileButton label="Answer from a file" isDisabled={isOn} onFile={fillAnswer} />
          <AddHeader
            isLocked={isOn}
            onEdit={(edit) => editResponder(edit(draft))}
            className="ml-auto"
          />
        </>
      ) : null}
    </>
  );
}
