// Flags and environment of `npm start`.
import { describe, expect, it } from "vitest";
import { parseArguments } from "./arguments.mjs";

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function options(args, env = {}) {
  const parsed = parseArguments(args, env);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.options;
}

describe("arguments of start", () => {
  it("has defaults", () => {
    expect(options([])).toEqual({
      port: 4280,
      host: "localhost",
      sandbox: true,
      out: undefined,
      config: null,
      basePath: "",
      log: undefined,
      logFormat: "text",
      metrics: undefined,
    });
  });

  it("takes flags in both spellings", () => {
    const wanted = {
      port: 5000,
      host: "0.0.0.0",
      sandbox: false,
      out: "x",
      config: "c.json",
      basePath: "/tools/credence",
      log: true,
      logFormat: "json",
      metrics: { host: "0.0.0.0", port: 9464 },
    };
    const apart =
      "--port 5000 --host 0.0.0.0 --no-sandbox --out x --config c.json --base /tools/credence/ --log --log-format json --metrics 9464";
    expect(options(apart.split(" "))).toEqual(wanted);
    const joined =
      "--port=5000 --host=0.0.0.0 --no-sandbox --out=x --config=c.json --base=/tools/credence --log --log-format=json --metrics=9464";
    expect(options(joined.split(" "))).toEqual(wanted);
  });

  it("reads CONFIG, and a flag overrides it", () => {
    expect(options([], { CONFIG: "a.json" })).toMatchObject({ config: "a.json" });
    expect(options(["--config", "b.json"], { CONFIG: "a.json" })).toMatchObject({
      config: "b.json",
    });
  });

  it("reads PORT and HOST, and a flag overrides them", () => {
    const env = { PORT: "6000", HOST: "::1" };
    expect(options([], env)).toMatchObject({ port: 6000, host: "::1" });
    expect(options(["--port", "7000"], env)).toMatchObject({ port: 7000, host: "::1" });
    expect(options([], { PORT: "", HOST: "" })).toMatchObject({ port: 4280, host: "localhost" });
  });

  it("reads BASE_PATH, which must be a path", () => {
    expect(options([], { BASE_PATH: "/a.b/" })).toMatchObject({ basePath: "/a.b" });
    expect(parseArguments([], { BASE_PATH: "tools" })).toMatchObject({ ok: false, help: false });
    expect(parseArguments(["--base", "/a b"], {})).toMatchObject({ ok: false, help: false });
  });

  it("reads METRICS and LOG_FORMAT", () => {
    expect(options([], { METRICS: "[::1]:9464", LOG_FORMAT: "json" })).toMatchObject({
      metrics: { host: "::1", port: 9464 },
      logFormat: "json",
    });
    expect(options([], { METRICS: "9464" })).toMatchObject({
      metrics: { host: "localhost", port: 9464 },
    });
    for (const env of [{ METRICS: "a" }, { METRICS: "99999" }, { LOG_FORMAT: "xml" }]) {
      expect(parseArguments([], env)).toMatchObject({ ok: false, help: false });
    }
  });

  it.each([
    ["--sandbox"],
    ["serve"],
    ["--no-sandbox=1"],
    ["--port"],
    ["--port", "abc"],
    ["--port", "70000"],
    ["--port", " "],
  ])("refuses %s %s with a message", (...args) => {
    const parsed = parseArguments(args, {});
    expect(parsed).toMatchObject({ ok: false, help: false });
    expect(parsed.ok ? "" : parsed.message).toContain("--help");
  });

  it("gives help", () => {
    expect(parseArguments(["--help"], {})).toMatchObject({ ok: false, help: true });
  });
});
