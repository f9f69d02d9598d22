/** Seconds. A busy machine needs more than the server's own two. */
const SIGN_IN_SECONDS = 60;

/** The configuration of a test's server with the time that a client gets to sign in, unless it says one. */
export function withSignInTime(config: string): string {
  if (/\bauthorization\s*\{[^}]*\btimeout\b/u.test(config)) return config;
  const timeout = `timeout: ${SIGN_IN_SECONDS}`;
  const withTime = config.replace(/\bauthorization\s*\{/u, `authorization { ${timeout}, `);
  return withTime === config ? `${config}\nauthorization { ${timeout} }\n` : withTime;
}
