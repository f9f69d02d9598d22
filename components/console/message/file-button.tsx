// Takes a file as the payload.

import { FileInput } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";

export interface FileButtonProps {
  /** Accessible name of the button: "Payload from a file". */
  readonly label: string;
  readonly isDisabled?: boolean;
  /** Settles when it has been read. */
  readonly onFile: (file: File) => Promise<void>;
}

export function FileButton({ label, isDisabled, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size="sm"
        tone="quiet"
        aria-label={label}
        title={label}
        disabled={isDisabled}
        onClick={() => input.current?.click()}
      >
        <FileInput aria-hidden className="size-3.5" />
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={`${label}: choose it`}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const { currentTarget } = event;
          const [file] = currentTarget.files ?? [];
          if (file === undefined) return;
          void onFile(file).then(() => {
            // So that the same file can be chosen again.
            currentTarget.value = "";
          });
        }}
      />
    </>
  );
}
