// Parses the snippets of .NET and Ruby, whose compilers are not installed, by the grammars of tree-sitter. That finds
// a broken statement and no wrong name. Called by runners.mjs.
import fs from "node:fs";
import path from "node:path";
import { run } from "../setup/run.mjs";

/** It prints the line of each place that is no part of the language. */
const SCRIPT = `
import importlib, sys, tree_sitter
grammar = importlib.import_module(sys.argv[1].replace("-", "_"))
tree = tree_sitter.Parser(tree_sitter.Language(grammar.language())).parse(sys.stdin.buffer.read())
def faults(node):
    if node.is_error or node.is_missing:
        print("line", node.start_point[0] + 1, node.type)
    for child in node.children:
        faults(child)
faults(tree.root_node)
sys.exit(1 if tree.root_node.has_error else 0)
`;

/**
 * @param {string} grammar
 * @param {string} version
 * @param {() => string} folder where its environment is
 * @returns {Pick<import("./runners.mjs").Runner, "isParser" | "ran" | "run">}
 */
export const parser = (grammar, version, folder) => ({
  isParser: true,
  ran: async () => `${grammar} ${version}`,
  run: ({ dir }, code) => {
    fs.writeFileSync(path.join(dir, "code"), code);
    const python = path.join(folder(), "venv/bin/python");
    const command = '"$1" -c "$2" "$3" < code';
    return run("sh", ["-c", command, "parse", python, SCRIPT, grammar], {
      cwd: dir,
      timeout: 60_000,
    });
  },
});
