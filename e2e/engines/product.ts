// The page as a user sees it, in any engine: what the cases of smoke.spec.ts do and look at, by the names and
// attributes that workbench.ts uses too.
import { expect } from "@playwright/test";
import type { EnginePage } from "./engine-page";

declare global {
  interface Window {
    faults: string[];
  }
}

export class Product {
  constructor(readonly page: EnginePage) {}

  /** The last effect of the page asks for its configuration; then its handlers are set. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    const isReady = () =>
      this.page.run(
        () =>
          performance
            .getEntriesByType("resource")
            .some(({ name }) => name.endsWith("/config.json")),
        null,
      );
    await expect.poll(isReady).toBe(true);
    await this.page.run(() => {
      window.faults = [];
      const note = (kind: string, what: unknown) => window.faults.push(`${kind}: ${what}`);
      window.addEventListener("error", ({ message }) => note("error", message));
      window.addEventListener("unhandledrejection", ({ reason }) => note("rejection", reason));
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
        note("violation", effectiveDirective),
      );
      const { error } = console;
      console.error = (...words) => {
        note("console", words.join(" "));
        error(...words);
      };
    }, null);
  }

  /** Errors and violations of the policy since the page was opened. */
  faults(): Promise<readonly string[]> {
    return this.page.run(() => window.faults, null);
  }

  /** Forgets what a test causes on purpose. */
  forgiveFaults(): Promise<void> {
    return this.page.run(() => {
      window.faults = [];
    }, null);
  }

  choose(...files: readonly string[]): Promise<void> {
    return this.page.setFiles({ role: "file", name: "Creds files" }, files);
  }

  press(name: string): Promise<void> {
    return this.page.click({ role: "button", name });
  }

  show(name: string): Promise<void> {
    return this.page.click({ role: "tab", name });
  }

  write(name: string, text: string): Promise<void> {
    return this.page.type({ role: "textbox", name }, text);
  }

  async connect(publicKey: string, address: string): Promise<void> {
    await this.expectValue(`[data-key="${publicKey}"]`, "data-selected", "true");
    await this.write("Server", address);
    await this.press("Connect");
  }

  async expectVerdict(outcome: string): Promise<void> {
    await this.expectValue("[data-verdict]", "data-verdict", outcome);
  }

  /** Gives the causes that are not ruled out, as "code certainty", in the order shown. */
  async causes(): Promise<readonly string[]> {
    return this.page.run(
      () =>
        [...document.querySelectorAll("[data-verdict] [data-cause][data-certainty]")]
          .map((one) => `${one.getAttribute("data-cause")} ${one.getAttribute("data-certainty")}`)
          .filter((one) => !one.endsWith("ruled-out")),
      null,
    );
  }

  async expectFirstCause(cause: string): Promise<void> {
    await expect.poll(async () => (await this.causes())[0]).toBe(cause);
  }

  async expectCount(name: string, value: number): Promise<void> {
    await this.expectValue(`[data-count="${name}"]`, "data-value", String(value));
  }

  async subscribe(subject: string): Promise<void> {
    await this.write("Subject", subject);
    await this.press("Subscribe");
    await this.expectValue(`[data-subscription="${subject}"]`, "data-state", "active");
  }

  /** Waits until the first element of the selector has this value. */
  async expectValue(selector: string, attribute: string, value: string): Promise<void> {
    const read = () =>
      this.page.run(
        ({ selector, attribute }) =>
          document.querySelector(selector)?.getAttribute(attribute) ?? "",
        { selector, attribute },
      );
    await expect.poll(read, `${attribute} of ${selector}`).toBe(value);
  }

  text(selector: string): Promise<string> {
    return this.page.run(
      (one) => [...document.querySelectorAll(one)].map((each) => each.textContent).join("\n"),
      selector,
    );
  }
}
