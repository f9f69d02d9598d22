// The least that a page must do with creds files: read their bytes and verify the signature of each user JWT. It
// checks nothing else and lists nothing.
const GROUP = 256;
const ED25519 = { name: "Ed25519" };

const input = document.createElement("input");
input.type = "file";
input.multiple = true;
document.body.append(input);

const decoder = new TextDecoder();
const encoder = new TextEncoder();

window.readAndVerify = async (accountKey) => {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(accountKey), ED25519, false, [
    "verify",
  ]);
  await new Promise((resolve) => input.addEventListener("change", resolve, { once: true }));
  const startMs = performance.now();
  const files = [...input.files];
  const groups = [];
  for (let at = 0; at < files.length; at += GROUP) groups.push(files.slice(at, at + GROUP));
  const results = await Promise.all(groups.map((group) => verifyAll(group, key)));
  const valid = results.flat().filter(Boolean).length;
  return { ms: performance.now() - startMs, valid };
};

async function verifyAll(files, key) {
  const text = decoder.decode(await new Blob(files).arrayBuffer());
  const jwts = text.match(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/gmu) ?? [];
  return Promise.all(
    jwts.map((jwt) => {
      const dot = jwt.lastIndexOf(".");
      const base64 = jwt
        .slice(dot + 1)
        .replaceAll("-", "+")
        .replaceAll("_", "/");
      const signature = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      return crypto.subtle.verify(ED25519, key, signature, encoder.encode(jwt.slice(0, dot)));
    }),
  );
}
