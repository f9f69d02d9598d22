// The /config.json of a static export: an empty configuration, until the operator of the host replaces the
// file. The built-in server answers with the public part of its config.json instead.
export const dynamic = "force-static";

export function GET() {
  return Response.json({});
}
