import { expect, it } from "vitest";
import { engineOf, readBrowser } from "./browser";

const WEBKIT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko)";

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "firefox"],
  [
    "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
    "chromium",
  ],
  [
    "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
    "chromium",
  ],
  [`${WEBKIT} Version/18.4 Safari/605.1.15`, "webkit"],
  // Firefox and Chrome on iOS run on WebKit.
  [`${WEBKIT} FxiOS/150.0 Mobile/15E148 Safari/605.1.15`, "webkit"],
  [`${WEBKIT} CriOS/150.0 Mobile/15E148 Safari/604.1`, "webkit"],
  ["Node.js/22", null],
  ["", null],
])("%s is %s", (userAgent, engine) => {
  expect(engineOf(userAgent)).toBe(engine);
});

it("is none in Node", () => expect(readBrowser()).toBeNull());
