// "Use it from code": a ready snippet per client for the creds and the server in front of the user.
// Page side. Creds are named by path; the client port, TLS and the inbox prefix are remarked on.

import { c, dotnet, go, java, rust } from "./compiled";
import type { SnippetContext } from "./context";
import { javascript, typescript } from "./javascript";
import { cli, python, ruby } from "./scripted";
import type { Snippet } from "./snippet";

export function snippets(context: SnippetContext): readonly Snippet[] {
  return [go, java, javascript, typescript, python, c, dotnet, rust, ruby, cli].map((make) =>
    make(context),
  );
}
