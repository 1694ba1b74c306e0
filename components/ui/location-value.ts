/** What a press has put into the query of the entry of the browser's history that it stands on. */
let pressed: { entry: string; pathname: string; values: Map<string, string | null> } | null = null;
const listeners = new Set<() => void>();

/** One value of the query; null when it is not there. */
export const readLocationValue = (name: string): string | null => new URLSearchParams(window.location.search).get(name);

/** Puts one value into the query and asks the server nothing; null takes it out. */
export function writeLocationValue(name: string, value: string | null, how: "push" | "replace"): void {
  const url = urlWith([[name, value]]);
  if (how === "push") window.history.pushState(null, "", url);
  else window.history.replaceState(null, "", url);
  notePressed(name, value);
  tell();
}

/** Calls `listener` whenever the query may have changed, by whom ever. */
export function onLocationChange(listener: () => void): () => void {
  if (listeners.size === 0) watch("addEventListener");
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) watch("removeEventListener");
  };
}

function watch(change: "addEventListener" | "removeEventListener"): void {
  window[change]("popstate", tell);
  historyEntries()?.[change]("currententrychange", keepWhatWasPressed);
}

const tell = () => {
  for (const listener of listeners) listener();
};

// Not in Safari before 26.2, nor in Firefox before 147.
const historyEntries = () => window.navigation as Navigation | undefined;

function notePressed(name: string, value: string | null): void {
  const entry = historyEntries()?.currentEntry?.key;
  if (!entry) return;
  if (pressed?.entry !== entry) pressed = { entry, pathname: window.location.pathname, values: new Map() };
  pressed.values.set(name, value);
}

/**
 * Next asks the server for the page of an entry that one goes back to, and writes the entry's URL again when the answer
 * comes: what was pressed meanwhile would be lost. Next changes the entry while React commits, so this waits for the end.
 */
function keepWhatWasPressed(): void {
  queueMicrotask(() => {
    const isThere = pressed?.entry === historyEntries()?.currentEntry?.key;
    if (!pressed || !isThere || pressed.pathname !== window.location.pathname) pressed = null;
    else if ([...pressed.values].some(([name, value]) => readLocationValue(name) !== value))
      window.history.replaceState(null, "", urlWith(pressed.values));
    tell();
  });
}

function urlWith(values: Iterable<[string, string | null]>): string {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of values) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query.size > 0 ? `${window.location.pathname}?${query}` : window.location.pathname;
}
