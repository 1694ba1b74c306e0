const AFTER_FIRST_PAINT_MS = 1_000;
const RETRY_MS = 100;

/**
 * Does one load after the other, a second after what calls it is drawn, never while something is dragged: to run a large
 * script takes longer than a frame. Returns what ends it.
 */
export function loadWhenIdle(loads: readonly (() => Promise<unknown>)[]): () => void {
  let isPressed = false;
  let isEnded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const press = () => {
    isPressed = true;
  };
  const release = () => {
    isPressed = false;
  };
  const next = async (position: number) => {
    const load = loads[position];
    if (!load || isEnded) return end();
    // What fails here is loaded again when somebody asks for it.
    if (!isPressed) await load().catch(() => null);
    timer = setTimeout(next, RETRY_MS, isPressed ? position : position + 1);
  };
  const end = () => {
    isEnded = true;
    clearTimeout(timer);
    window.removeEventListener("pointerdown", press, true);
    window.removeEventListener("pointerup", release, true);
    window.removeEventListener("pointercancel", release, true);
  };
  window.addEventListener("pointerdown", press, true);
  window.addEventListener("pointerup", release, true);
  window.addEventListener("pointercancel", release, true);
  timer = setTimeout(next, AFTER_FIRST_PAINT_MS, 0);
  return end;
}
