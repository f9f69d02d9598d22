// The container's health check: exit code 0 when this machine's instance says that it is well.
// `node scripts/serve/health.mjs`, with the server's own PORT.
const port = Number(process.env["PORT"]) || 4280;

try {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
    signal: AbortSignal.timeout(2000),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
