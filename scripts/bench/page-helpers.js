// Runs in the product's page. It finds elements by their accessible names and acts on them as a user does.

globalThis.nameOf = (element) =>
  element.getAttribute("aria-label") ??
  [...(element.labels ?? [])]
    .map((label) => label.textContent)
    .join(" ")
    .trim();
globalThis.field = (name) =>
  [...document.querySelectorAll("input,textarea")].find(
    (element) => element.type !== "file" && nameOf(element) === name,
  );
globalThis.button = (name) =>
  [...document.querySelectorAll("button")].find(
    (element) => (element.getAttribute("aria-label") ?? element.textContent).trim() === name,
  );

globalThis.typeInto = (element, text) => {
  const { prototype } = element.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, "value").set.call(element, text);
  element.dispatchEvent(new Event("input", { bubbles: true }));
};

globalThis.waitFor = (find, limit = 20_000) =>
  new Promise((resolve, reject) => {
    const until = performance.now() + limit;
    const look = () => {
      const found = find();
      if (found) resolve(found);
      else if (performance.now() > until) reject(new Error(`timed out waiting for ${find}`));
      else setTimeout(look, 4);
    };
    look();
  });

/** Waits until the page handles its file input, then drops the creds there. */
globalThis.dropCreds = async (creds) => {
  const input = await waitFor(() => {
    const found = document.querySelector("input[type=file]");
    const isAlive = found && Object.keys(found).some((name) => name.startsWith("__react"));
    return isAlive ? found : null;
  });
  const files = new DataTransfer();
  for (const one of creds) files.items.add(new File([one.creds], `${one.name}.creds`));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

/** Waits until the button is enabled. */
globalThis.enabledButton = (name) =>
  waitFor(() => {
    const found = button(name);
    return found && !found.disabled ? found : null;
  });

globalThis.countOf = (name) =>
  Number(document.querySelector(`[data-count="${name}"]`)?.getAttribute("data-value") ?? 0);

// The rows are in the order of the log. This is polled often, so it must be cheap.
let rows = null;
globalThis.newestRow = () => {
  if (!rows?.isConnected) rows = document.querySelector("[role=grid] [role=row]")?.parentElement;
  return Number(rows?.lastElementChild?.getAttribute("data-message") ?? 0);
};

const longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration);
}).observe({ type: "longtask" });

globalThis.countFrames = async (seconds) => {
  let frames = 0;
  let isOver = false;
  const frame = () => {
    frames += 1;
    if (!isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  longTasks.length = 0;
  const startMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  isOver = true;
  return {
    perSecond: (frames / (performance.now() - startMs)) * 1000,
    longTasks: [...longTasks],
  };
};

/** From the choice of files until so many creds are listed, with the longest frame meanwhile. */
globalThis.timeToList = async (count) => {
  const input = await waitFor(() => document.querySelector("input[type=file]"));
  await waitFor(() => Object.keys(input).some((name) => name.startsWith("__react")));
  const startMs = await new Promise((resolve) => {
    document.addEventListener("change", () => resolve(performance.now()), {
      capture: true,
      once: true,
    });
  });
  let longestFrameMs = 0;
  let lastMs = startMs;
  return new Promise((resolve) => {
    const frame = (nowMs) => {
      longestFrameMs = Math.max(longestFrameMs, nowMs - lastMs);
      lastMs = Math.max(lastMs, nowMs);
      if (countOf("keys") < count) requestAnimationFrame(frame);
      else resolve({ ms: performance.now() - startMs, longestFrameMs });
    };
    requestAnimationFrame(frame);
  });
};

/** Milliseconds from the act to the end of the frame that shows its effect. */
globalThis.timeToPaint = (act, isShown, limit = 20_000) =>
  new Promise((resolve, reject) => {
    const startMs = performance.now();
    act();
    const frame = () => {
      const ms = performance.now() - startMs;
      if (isShown()) {
        // The next task comes after the frame is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - startMs);
        port2.postMessage(null);
      } else if (ms > limit) reject(new Error(`timed out waiting for ${isShown}`));
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
