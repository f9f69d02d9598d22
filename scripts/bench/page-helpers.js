// Runs in the product's page: finds what people find, by its name, and does what they do.

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

globalThis.type = (element, text) => {
  const { prototype } = element.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, "value").set.call(element, text);
  element.dispatchEvent(new Event("input", { bubbles: true }));
};

globalThis.when = (find, limit = 20_000) =>
  new Promise((resolve, reject) => {
    const until = performance.now() + limit;
    const look = () => {
      const found = find();
      if (found) resolve(found);
      else if (performance.now() > until) reject(new Error(`waited in vain for ${find}`));
      else setTimeout(look, 4);
    };
    look();
  });

/** Once the page listens. */
globalThis.dropCreds = async (creds) => {
  const input = await when(() => {
    const found = document.querySelector("input[type=file]");
    const isAlive = found && Object.keys(found).some((name) => name.startsWith("__react"));
    return isAlive ? found : null;
  });
  const files = new DataTransfer();
  for (const one of creds) files.items.add(new File([one.creds], `${one.name}.creds`));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

/** A button that can be pressed. */
globalThis.ready = (name) =>
  when(() => {
    const found = button(name);
    return found && !found.disabled ? found : null;
  });

globalThis.countOf = (name) =>
  Number(document.querySelector(`[data-count="${name}"]`)?.getAttribute("data-value") ?? 0);

// The rows stand in the order of the stream. Asked for often, so it must cost next to nothing.
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
  const startedAt = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  isOver = true;
  return {
    perSecond: (frames / (performance.now() - startedAt)) * 1000,
    longTasks: [...longTasks],
  };
};
