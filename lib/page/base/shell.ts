// Text as one word of a POSIX shell.

export const shellQuoted = (text: string): string =>
  /^[\w./:@%+=-]+$/u.test(text) ? text : `'${text.replace(/'/gu, "'\\''")}'`;
