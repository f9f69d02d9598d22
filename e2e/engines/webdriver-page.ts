// A page of the smoke, driven over WebDriver (W3C), with the distribution's WebKitGTK: WebKitWebDriver starts its
// MiniBrowser on a separate display (Xvfb).
import type { WebKitDriver } from "../../scripts/setup/engines/webkit-driver.mjs";
import { stretch } from "../fixtures/pace";
import type { Control, EnginePage } from "./engine-page";
import { findControl } from "./find-control";
import { readNewFile } from "./new-file";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEY = { control: "\uE009", release: "\uE000", remove: "\uE017" };

type Answer = Record<string, unknown>;

/** Opens a window in the one browser of the driver. */
export async function openWebDriverPage(driver: WebKitDriver): Promise<EnginePage> {
  const { session, version, downloads } = driver;
  const [first] = await send<string[]>("GET", `${session}/window/handles`);
  const { handle } = await send<{ handle: string }>("POST", `${session}/window/new`, {
    type: "window",
  });
  const switchTo = (to: string | undefined) => send("POST", `${session}/window`, { handle: to });
  await switchTo(handle);
  const run = <A, R>(script: (argument: A) => R, argument: A) =>
    send<Awaited<R>>("POST", `${session}/execute/sync`, {
      script: `return (${script})(arguments[0])`,
      args: [argument ?? null],
    });

  /** Waits until the control exists and is enabled. */
  const find = async (control: Control): Promise<string> => {
    const until = Date.now() + stretch(30_000);
    for (;;) {
      const found = (await run(findControl, control)) as unknown as Answer | null;
      if (found) return `${session}/element/${found[ELEMENT]}`;
      if (Date.now() > until) throw new Error(`no ${control.role} "${control.name}" to use`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const click = async (control: Control) => send<null>("POST", `${await find(control)}/click`, {});
  const keys = async (control: Control, text: string) =>
    send<null>("POST", `${await find(control)}/value`, { text });

  await send("POST", `${session}/window/rect`, { x: 0, y: 0, width: 1440, height: 900 });
  return {
    browser: `webkitgtk ${version}`,
    goto: async (to) => void (await send("POST", `${session}/url`, { url: to })),
    run: run as EnginePage["run"],
    click: async (control) => void (await click(control)),
    type: async (control, text) => {
      await click(control);
      await keys(control, `${KEY.control}a${KEY.release}${KEY.remove}`);
      await keys(control, text);
    },
    setFiles: async (control, files) => void (await keys(control, files.join("\n"))),
    download: (control) => readNewFile(downloads, () => click(control)),
    close: async () => {
      await send("DELETE", `${session}/window`);
      await switchTo(first);
    },
  };
}

async function send<T>(method: string, url: string, body?: unknown): Promise<T> {
  const answer = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
  if (!answer.ok)
    throw new Error(`${method} ${new URL(url).pathname}: ${value.error} ${value.message}`);
  return value;
}
