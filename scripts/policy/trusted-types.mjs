// Makes the one Trusted Types policy of page and worker, as the text that apply.mjs puts before everything
// else. It allows no HTML and no script text. It allows script addresses only below the export's static
// folder, because Turbopack's runtime assigns those as plain strings.

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
