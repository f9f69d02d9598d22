// What the smoke needs of a browser. Playwright drives Chromium and Firefox (playwright-page.ts); a WebKit that is not
// Playwright's own is driven over WebDriver (webdriver-page.ts), which Playwright does not speak.

/** A control by its role and its accessible name, or a file field by its label. */
export interface Control {
  readonly role: "button" | "tab" | "radio" | "textbox" | "file";
  readonly name: string;
}

export interface EnginePage {
  /** Such as "Firefox 153.8.0". */
  readonly browser: string;
  goto(url: string): Promise<void>;
  /** Runs a function in the page. It is sent as text, so it uses nothing from outside. */
  run<A, R>(script: (argument: A) => R, argument: A): Promise<R>;
  /** Waits until it can be pressed. */
  click(control: Control): Promise<void>;
  /** Replaces the text by keys, since a value that is set from outside leaves React unaware in Firefox. */
  type(control: Control, text: string): Promise<void>;
  setFiles(control: Control, files: readonly string[]): Promise<void>;
  /** Presses it and gives the text of the file that the browser then writes. */
  download(control: Control): Promise<string>;
  close(): Promise<void>;
}
