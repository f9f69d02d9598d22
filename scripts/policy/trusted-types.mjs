// Makes the one Trusted Types policy of page and worker, as the text that apply.mjs puts before everything
// else. It allows no HTML and no script text. It allows script addresses only below the export's static
// folder, because Turbopack's runtime assigns those as plain strings. Where that folder is, the page knows from
// its own address, and the worker from that of its script.

/**
 * For a page. It also tells Turbopack's runtime where chunks are, in the words of the page's own references:
 * the runtime recognises scripts that the page names by them.
 * @param {string} up from the page to the folder of the export: "./", "../", …
 */
export const pageGuard = (up) =>
  `self.TURBOPACK_CHUNK_BASE_PATH="${up}_next/";${guard(`${up}_next/static/`)}`;

/** For the worker, whose script is in _next/static/chunks. */
export const workerGuard = () => guard("../");

/** @param {string} folder the static folder, relative to the page or script */
const guard = (folder) =>
  `{const d=new URL("${folder}",location.href).pathname;` +
  `self.trustedTypes?.createPolicy("default",{createScriptURL(s){` +
  `const{origin:o,pathname:p,search:q}=new URL(s,location.href);` +
  `if(o===location.origin&&p.startsWith(d)&&p.endsWith(".js")&&!q)return s;` +
  `throw TypeError("script address refused")}})}`;
