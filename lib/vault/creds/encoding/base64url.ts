// Decodes base64url without padding, the encoding of the three parts of a JWT. Called by decode-jwt.ts.
// It is as strict as Go's RawURLEncoding: "=", "+", "/" and white space give null.

export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = plain.charCodeAt(i);
  return bytes;
}
