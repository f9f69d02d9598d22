// Copies a text and says in a note what was copied, for menus, which are closed by then.

import { showToast } from "@/lib/page/state/toasts";

export async function copyText(what: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast("good", `${what} copied`);
  } catch {
    showToast("warn", "The browser refused the clipboard", "Open the message and select its text.");
  }
}
