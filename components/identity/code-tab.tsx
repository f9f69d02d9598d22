export function CodeTab() {
  return <p className="px-4 py-3.5">Soon.</p>;
}
