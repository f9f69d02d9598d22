// Addresses as a report may contain them: without user, password, query and fragment, which can contain
// secrets of a proxy. Used by report.ts.

/** As typed, with or without a scheme. */
export function publicAddress(address: string): string {
  return address.replace(/^(\w+:\/\/)?[^\s/?#]*@/u, "$1").replace(/[?#].*$/su, "");
}

export function withPublicAddresses(text: string): string {
  return text.replace(/\b\w+:\/\/[^\s"'`<>]+/gu, publicAddress);
}
