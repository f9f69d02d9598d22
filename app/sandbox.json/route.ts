// The /sandbox.json of a static export: no sandbox. The server of `npm start` answers with its sandbox
// while one runs. The file always exists, so that the page's request never fails.
export const dynamic = "force-static";

export function GET() {
  return Response.json({ off: true });
}
