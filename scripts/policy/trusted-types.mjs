// The page's and the worker's one Trusted Types policy, as the text that apply.mjs puts before
// everything else. No HTML and no script text at all; script addresses only below this export's own
// static folder, which is what Turbopack's runtime assigns as plain strings.

/** @param {string} basePath "" or "/name" */
export function trustedTypesScript(basePath) {
  const folder = JSON.stringify(`${basePath}/_next/static/`);
  return (
    `(()=>{const t=self.trustedTypes;if(!t)return;` +
    `t.createPolicy("default",{createScriptURL(s){const u=new URL(s,location.href);` +
    `if(u.origin===location.origin&&u.pathname.startsWith(${folder})&&u.pathname.endsWith(".js")&&!u.search)return s;` +
    `throw new TypeError("script address refused")}})})();`
  );
}
