type Keys = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">;

/** Whether a key event is one of the ways to give a command: `Mod+Shift+Z Mod+Y`. */
export const matchesKeys = (event: Keys, keys: string): boolean =>
  keys.split(" ").some((way) => matchesWay(event, way));

function matchesWay(event: Keys, way: string): boolean {
  const parts = way === "+" ? ["+"] : way.split("+");
  const key = parts.at(-1) ?? "";
  const mod = parts.includes("Mod");
  const isLetter = /^[a-z]$/i.test(key);
  if (mod !== (event.metaKey || event.ctrlKey) || parts.includes("Alt") !== event.altKey) return false;
  if ((isLetter || key.length > 1) && parts.includes("Shift") !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

const NAMES: Record<string, string> = {
  Mod: "⌘",
  Enter: "↵",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Backspace: "⌫",
  Escape: "Esc",
  Delete: "Del",
};

/** The keys as they are printed: [["⌘", "Shift", "Z"], ["⌘", "Y"]]. */
export const printedKeys = (keys: string): string[][] =>
  keys.split(" ").map((way) => (way === "+" ? ["+"] : way.split("+").map((part) => NAMES[part] ?? part)));
