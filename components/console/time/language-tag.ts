// WebKitGTK in the locale C names the language "C", which is no language tag. uPlot gives it to Intl when it is loaded,
// and throws. So the page takes English there; plot.ts imports this before uPlot.

try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en" });
}
