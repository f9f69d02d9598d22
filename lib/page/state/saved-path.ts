// The path of a saved message: its folders and its own name, as in "team/orders/created". It is the message's name in
// files and in config.json. A folder is there for as long as it holds a message. Pure.

/** The longest path, in characters. */
export const MAX_PATH = 200;

/** Without blanks and empty parts around the slashes. What is nothing but slashes stays a name. */
export function cleanPath(text: string): string {
  const parts = text.split("/").map((part) => part.trim());
  return parts.filter((part) => part !== "").join("/") || text.trim();
}

/** False for what is nothing but blanks and slashes. */
export const hasName = (text: string): boolean => /[^\s/]/u.test(text);

/** "" = in no folder. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 || slash === path.length - 1 ? "" : path.slice(0, slash);
}

/** The last part. */
export function labelOf(path: string): string {
  const folder = folderOf(path);
  return folder === "" ? path : path.slice(folder.length + 1);
}

export function pathOf(folder: string, label: string): string {
  return cleanPath(folder.trim() === "" ? label : `${folder}/${label}`);
}

/** Whether a path is below a folder. */
export const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
