// The list of snippets for the selected creds and their server, one for each client. Called by the tab
// Code. Snippets name creds by their file.

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
