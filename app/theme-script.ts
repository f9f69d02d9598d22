// Sets the chosen theme, else the system's, in an inline script before the first paint. It is text
// because it must not wait for a bundle. lib/page/storage/preferences.ts reads and writes the same key.
export const THEME_SCRIPT = `(()=>{let t=null;try{t=localStorage.getItem("credence.theme")}catch{}if(t!=="light"&&t!=="dark")t=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light";document.documentElement.dataset.theme=t})()`;
