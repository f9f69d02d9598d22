// The page's inputs for files and for a folder, opened by every "Choose files" and "Choose a folder" button. They
// stay in the document, where screen readers and tests find them.

import type { ChangeEvent, InputHTMLAttributes } from "react";
import { MAX_FOLDER_FILES } from "@/components/shell/open/dropped-files";
import { openDropped } from "@/components/shell/open/open-files";

const FILES_ID = "creds-files";
const FOLDER_ID = "creds-folder";

const COMMON: InputHTMLAttributes<HTMLInputElement> = {
  type: "file",
  tabIndex: -1,
  className: "sr-only",
};

export function FileChooser() {
  return (
    <>
      <input
        {...COMMON}
        id={FILES_ID}
        multiple
        aria-label="Creds files"
        onChange={(event) => {
          const files = takeFiles(event);
          void openDropped(files.map((file) => ({ file, path: file.name, inFolder: false })));
        }}
      />
      <input
        {...COMMON}
        id={FOLDER_ID}
        ref={(input) => input?.setAttribute("webkitdirectory", "")}
        aria-label="Folder of creds"
        onChange={(event) => {
          const files = takeFiles(event).slice(0, MAX_FOLDER_FILES);
          const inFolder = files.map((file) => ({ file, path: pathOf(file), inFolder: true }));
          void openDropped(inFolder);
        }}
      />
    </>
  );
}

/** The chosen files. The input forgets them, so that the same choice counts again. */
function takeFiles({ currentTarget }: ChangeEvent<HTMLInputElement>): readonly File[] {
  const files = [...(currentTarget.files ?? [])];
  currentTarget.value = "";
  return files;
}

/** "folder/name.creds", as a dropped folder gives it. */
const pathOf = (file: File): string => file.webkitRelativePath || file.name;

export const chooseFiles = (): void => open(FILES_ID);
export const chooseFolder = (): void => open(FOLDER_ID);

function open(id: string): void {
  document.getElementById(id)?.click();
}
