// The container's health check: exit code 0 when the instance on this machine reports that it is healthy.
// Run as `node scripts/serve/health.mjs`, with the server's PORT.
const port = Number(process.env["PORT"]) || 4280;

try {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
    signal: AbortSignal.timeout(2000),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
