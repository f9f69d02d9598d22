// The few globals of a browser that the page's link to its vault uses. Nothing is shown here, so they do nothing.

/** Call before anything of the page is used. */
export function lendPageGlobals(): void {
  Object.assign(globalThis, {
    document: Object.assign(new EventTarget(), { hidden: true }),
    requestAnimationFrame: () => 0,
    cancelAnimationFrame: () => {},
  });
}
