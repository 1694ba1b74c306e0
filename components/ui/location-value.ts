/** What a press has put into the query of the entry of the browser's history that it stands on. */
let pressed: { entry: string; pathname: string; values: Map<string, string | null> } | null = null;
const listeners = new Set<() => void>();

/** One value of the query; null when it is not there. */
export const readLocationValue = (name: string): string | null => new URLSearchParams(window.location.search).get(name);

/** Puts one value into the query and asks the server nothing; null takes it out. */
export function writeLocationValue(name: string, value: string | null, how: "push" | "replace"): void {
  const url = urlWith([[name, value]]);
  const state = stateBesideNext();
  if (how === "push") window.history.pushState(state, "", url);
  else window.history.replaceState(state, "", url);
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
  const { pathname } = window.location;
  const before = pressed?.pathname === pathname ? pressed.values : [];
  pressed = { entry, pathname, values: new Map([...before, [name, value]]) };
}

/**
 * With its own state Next takes no notice of a change. It would give up the page that it is asking for, and the title
 * with it, when one has just gone back. Where nothing tells that it writes its URL over ours, it has to know.
 */
const stateBesideNext = () => (historyEntries() ? window.history.state : null);

/**
 * Next writes the URL that it knows again whenever it is done with a page: what was pressed since is put back. It does so
 * while React commits, so this waits for the end.
 */
function keepWhatWasPressed(): void {
  queueMicrotask(() => {
    const isThere = pressed?.entry === historyEntries()?.currentEntry?.key;
    if (!pressed || !isThere || pressed.pathname !== window.location.pathname) pressed = null;
    else if ([...pressed.values].some(([name, value]) => readLocationValue(name) !== value))
      window.history.replaceState(stateBesideNext(), "", urlWith(pressed.values));
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
