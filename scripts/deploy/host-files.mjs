// Writes the configuration of nginx or Caddy for serving the export without Credence's server, from the same
// policies, pages and config.json. Used by `npm run host-files` and the release. Such a host has no bridge and
// no sandbox.
import {
  CACHE,
  commonHeaders,
  NAMED_PREFIX,
  STRICT_TRANSPORT,
  WORKER_PREFIX,
} from "../policy/policy.mjs";

/**
 * The policies, and the folder on the host that holds the export. With a base path ("/name", or "" for none) the
 * export is in a subfolder of that name.
 * @typedef {import("../policy/site-policies.mjs").SitePolicies & {root: string, basePath: string}} HostSite
 */

const MADE =
  "# Made by `npm run host-files`. The hashes belong to one build: make this file again after each build.";

/**
 * @param {HostSite} site
 * @param {string} listen such as "127.0.0.1:8080", or "443 ssl"
 * @returns {string} for the http block of nginx
 */
export function nginxFile({ root, basePath, pages, script, other }, listen = "127.0.0.1:8080") {
  const policies = [
    `default "${other}";`,
    `"~\\.js$" "${script}";`,
    // try_files turns "/" into "//index.html", and "/help/" into "/help//index.html".
    ...pages.map(({ file, policy }) => {
      const address = `${basePath}/${file}`.replaceAll(".", "\\.").replaceAll("/", "/+");
      return `"~^${address}$" "${policy}";`;
    }),
  ];
  const headers = Object.entries(commonHeaders).map(
    ([name, value]) => `add_header ${name} "${value}" always;`,
  );
  return `${MADE}
# Include it inside http { }. End TLS here or in a proxy in front; then add
#   add_header Strict-Transport-Security "${STRICT_TRANSPORT}" always;
# The .gz and .br files beside the pages and scripts are sent in their place. nginx has gzip_static in the
# packages of nginx.org and of the distributions. For Brotli add ngx_brotli, which is its own module, and
#   brotli_static on;

map $uri $credence_policy {
${indent(policies)}
}

map $uri $credence_cache {
  default "${CACHE.rest}";
  # The first that matches.
  "~^${basePath}${WORKER_PREFIX}" "${CACHE.rest}";
  "~^${basePath}${NAMED_PREFIX}" "${CACHE.named}";
  "${basePath}/config.json" "${CACHE.never}";
}

server {
  listen ${listen};
  server_tokens off;
  root ${root};
  error_page 404 ${basePath}/404.html;
  absolute_redirect off;
  gzip_static on;
  gzip_vary on;

  if ($request_method !~ ^(?:GET|HEAD)$) {
    return 405;
  }

  add_header Content-Security-Policy $credence_policy always;
  add_header Cache-Control $credence_cache always;
${indent(headers)}

  location / {
    index index.html;
    try_files $uri $uri.html $uri/index.html =404;
  }
${indent(movedPages(basePath, pages).map(([from, to]) => `location = ${from} { return 308 ${to}; }`))}

  # Each file has one address.
  location ~ \\.(?:br|gz)$ {
    return 404;
  }
}
`;
}

/**
 * @param {HostSite} site
 * @param {string} address such as "credence.example.com", or "http://127.0.0.1:8080"
 * @returns {string} a Caddyfile
 */
export function caddyFile(
  { root, basePath, pages, script, other },
  address = "http://127.0.0.1:8080",
) {
  const notFound = pages.find(({ file }) => file === "404.html")?.policy ?? other;
  const common = Object.entries(commonHeaders).map(([name, value]) => `${name} "${value}"`);
  const matchers = pages.map(
    ({ file }, index) => `@page${index} path ${addressesOf(basePath, file)}`,
  );
  const policies = pages.map(
    ({ policy }, index) => `header @page${index} Content-Security-Policy "${policy}"`,
  );
  return `${MADE}
# With a host name as the address Caddy ends TLS itself; then add to the first header block
#   Strict-Transport-Security "${STRICT_TRANSPORT}"

${address} {
  root * ${root}

  @other_method not method GET HEAD
  @script path *.js
  @named path ${basePath}${NAMED_PREFIX}*
  @worker path ${basePath}${WORKER_PREFIX}*
  @config path ${basePath}/config.json
  @copy path *.br *.gz
${indent(matchers)}

  # In the order written: a later header replaces an earlier one.
  route {
    respond @other_method 405
    # The compressed copies are sent in place of their files only.
    error @copy 404
    header {
${indent([...common, "-Server"], 6)}
    }
    header Content-Security-Policy "${other}"
    header @script Content-Security-Policy "${script}"
${indent(policies, 4)}
${indent(
  movedPages(basePath, pages).map(([from, to]) => `redir ${from} ${to} 308`),
  4,
)}
    header Cache-Control "${CACHE.rest}"
    header @named Cache-Control "${CACHE.named}"
    header @worker Cache-Control "${CACHE.rest}"
    header @config Cache-Control "${CACHE.never}"
    try_files {path} {path}.html {path}/index.html
    file_server {
      precompressed br gzip
    }
  }

  handle_errors {
    header {
${indent([...common, `Content-Security-Policy "${notFound}"`, "-Server"], 6)}
    }
    rewrite * ${basePath}/404.html
    file_server {
      precompressed br gzip
    }
  }
}
`;
}

/**
 * @param {string} basePath
 * @param {string} file
 */
function addressesOf(basePath, file) {
  const whole = `${basePath}/${file}`;
  return [whole, whole.replace(file.endsWith("index.html") ? "index.html" : ".html", "")].join(" ");
}

/**
 * A page's references are relative to its address, which ends with a slash or does not. At the other address the
 * browser is sent to the right one.
 * @param {string} basePath
 * @param {import("../policy/site-policies.mjs").SitePolicies["pages"]} pages
 * @returns {[string, string][]}
 */
function movedPages(basePath, pages) {
  return pages.flatMap(({ file }) => {
    const [, address] = addressesOf(basePath, file).split(" ");
    if (file === "404.html" || address === undefined || address === "/") return [];
    return address.endsWith("/") ? [[address.slice(0, -1), address]] : [[`${address}/`, address]];
  });
}

/**
 * @param {readonly string[]} lines
 * @param {number} [by]
 */
const indent = (lines, by = 2) => lines.map((text) => `${" ".repeat(by)}${text}`).join("\n");
