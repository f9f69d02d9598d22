// Tells whether a server can trace a message without delivering it: nats-server 2.11 and newer (server/msgtrace.go).

export function hasTracing(version: string): boolean {
  const [, major = 0, minor = 0] = /^(\d+)\.(\d+)/u.exec(version)?.map(Number) ?? [];
  return major > 2 || (major === 2 && minor >= 11);
}
