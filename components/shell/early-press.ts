/** The button that was pressed before the page's scripts were there, whether they are, and whether keys are listened to. */
export type EarlyPress = { pressed: HTMLElement | null; isReady: boolean; listens: boolean };

declare global {
  interface Window {
    earlyPress?: EarlyPress;
  }
}

/**
 * Runs before anything can be pressed. A button that is pressed while the page is drawn and its scripts are still on their
 * way would do nothing, and a form would be sent by the browser; the last such button is kept for `RepeatEarlyPress`.
 * Whether React took the press itself is known when the event is over.
 */
export const KEEP_EARLY_PRESS = `{
  const early = (window.earlyPress = { pressed: null, isReady: false, listens: false });
  const keep = (button) => {
    early.pressed = null;
    if (button && !early.isReady) setTimeout(() => { if (!early.isReady) early.pressed = button; });
  };
  addEventListener("click", (event) => keep(event.target.closest("button")), true);
  addEventListener("submit", (event) => {
    if (early.isReady) return;
    event.preventDefault();
    keep(event.submitter ?? event.target.querySelector("[type=submit]"));
  }, true);
}`;
