// A field for the folder of a saved message. It offers the folders that are there; any other text makes a new one.

import { useId } from "react";
import { Field } from "@/components/ui/field";

export interface FolderFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly folders: readonly string[];
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly className?: string;
}

export function FolderField(props: FolderFieldProps) {
  const { label, placeholder, folders, value, onText, className } = props;
  const id = useId();
  return (
    <Field
      size="sm"
      aria-label={label}
      placeholder={placeholder}
      list={id}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
      className={className}
    >
      <datalist id={id}>
        {folders.map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
    </Field>
  );
}
