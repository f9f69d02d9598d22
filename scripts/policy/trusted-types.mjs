// The page's and the worker's one Trusted Types policy, as the text that apply.mjs puts before
// everything else. No HTML and no script text at all; script addresses only below this export's own
// static folder, which is what Turbopack's runtime assigns as plain strings.

/** @param {string} basePath "" or "/name" */
export function trustedTypesScript(basePath) {
  const folder = `${basePath}/_next/static/`.replace(/[/.]/g, "\\$&");
  return (
    `self.trustedTypes?.createPolicy("default",{createScriptURL(s){` +
    `const{origin:o,pathname:p,search:q}=new URL(s,location.href);` +
    `if(o===location.origin&&/^${folder}.*\\.js$/.test(p)&&!q)return s;` +
    `throw TypeError("script address refused")}});`
  );
}
