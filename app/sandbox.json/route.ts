// What a static host answers at /sandbox.json: no sandbox. The server of `npm start` answers with its
// own while a sandbox runs, so that the page never asks in vain.
export const dynamic = "force-static";

export function GET() {
  return Response.json({ off: true });
}
