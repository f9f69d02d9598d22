// Makes a title fit inside a sentence. Pure.

/** "The seed is missing" becomes "the seed is missing"; "JWT …" and "JetStream …" stay as they are. */
export function lowerFirst(text: string): string {
  const isPlainWord = /^[A-Z][a-z]*(?![A-Za-z])/u.test(text);
  return isPlainWord ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
