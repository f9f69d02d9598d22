// One word of a POSIX shell, for every command that the user can copy.

/** Quoted unless it has only characters that no shell reads as its own; zsh expands a first "=". */
export const shellQuoted = (text: string): string =>
  /^(?!=)[\w./:@%+=-]+$/u.test(text) ? text : `'${text.replace(/'/gu, "'\\''")}'`;
