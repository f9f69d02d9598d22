// The list of snippets for the selected creds and their server, one for each client. Called by the tab
// Code. Snippets name creds by their file.

import { c } from "./c";
import { cli } from "./cli";
import type { SnippetContext } from "./context";
import { dotnet } from "./dotnet";
import { go } from "./go";
import { java } from "./java";
import { browser, javascript, typescript } from "./javascript";
import { python } from "./python";
import { ruby } from "./ruby";
import { rust } from "./rust";
import type { Snippet, Variant } from "./snippet";

const CLIENTS = [go, java, javascript, typescript, browser, python, c, dotnet, rust, ruby, cli];

export function snippets(context: SnippetContext, variant: Variant): readonly Snippet[] {
  return CLIENTS.map((make) => make(context, variant));
}
