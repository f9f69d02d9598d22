// The page's only file input, opened by every "Choose files" button. It stays in the document, where
// screen readers and tests find it.

import { openDropped } from "@/lib/page/actions/file-actions";

const INPUT_ID = "creds-files";

export function FileChooser() {
  return (
    <input
      id={INPUT_ID}
      type="file"
      multiple
      aria-label="Creds files"
      tabIndex={-1}
      className="sr-only"
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = "";
        void openDropped(files.map((file) => ({ file, path: file.name, inFolder: false })));
      }}
    />
  );
}

export function chooseFiles(): void {
  document.getElementById(INPUT_ID)?.click();
}
