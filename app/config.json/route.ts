// What a static host answers at /config.json until somebody puts a file of their own there: nothing is
// set. Our own server answers with the public part of its config.json.
export const dynamic = "force-static";

export function GET() {
  return Response.json({});
}
