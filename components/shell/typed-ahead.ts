// Keeps what the user types between Ctrl+K and the moment when "Search and commands" is there. Its code is fetched
// when it is first opened, and meanwhile the letters would act as shortcuts, or land in the field that was left.

/** Null unless the dialog is on its way. */
let typed: string | null = null;

export function beginTypingAhead(): void {
  typed = "";
}

/** Nothing is kept any more: the user pressed elsewhere, or the dialog could not be fetched. */
export function stopTypingAhead(): void {
  typed = null;
}

/** Whether the key was taken for the dialog. */
export function takeKey({ key }: KeyboardEvent): boolean {
  if (typed === null) return false;
  if (key === "Backspace") typed = typed.slice(0, -1);
  else if ([...key].length === 1) typed += key;
  else stopTypingAhead();
  return typed !== null;
}

/** What the dialog begins with. */
export function endTypingAhead(): string {
  const text = typed ?? "";
  typed = null;
  return text;
}
