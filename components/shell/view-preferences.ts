export type Theme = "light" | "dark" | "system";

/** A panel that was made larger or smaller; the name of its variable in the style sheet, without the dashes. */
type PanelSize = "inspector-width" | "test-height";

/**
 * Runs before the first paint, so that neither the theme nor the width of a panel flickers. All of it lives in the browser
 * (`slipway.theme`, `slipway.rail`, `slipway.density`, `slipway.inspector-width`, `slipway.test-height`) and as attributes
 * and variables of `<html>`, which the tokens and the frame read.
 */
export const APPLY_PREFERENCES = `try {
  for (const name of ["theme", "rail", "density"]) {
    const value = localStorage.getItem("slipway." + name);
    if (value) document.documentElement.dataset[name] = value;
  }
  for (const name of ["inspector-width", "test-height"]) {
    const px = Number(localStorage.getItem("slipway." + name));
    if (px > 0) document.documentElement.style.setProperty("--" + name, px + "px");
  }
} catch {}`;

/** Sets the theme for this browser; "system" follows the operating system. */
export function setTheme(theme: Theme): void {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem("slipway.theme");
    return;
  }
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("slipway.theme", theme);
}

/** Sets the size of a panel for this browser, in pixels; null: the one that it has by itself. */
export function setPanelSize(name: PanelSize, sizePx: number | null): void {
  if (sizePx === null) {
    document.documentElement.style.removeProperty(`--${name}`);
    localStorage.removeItem(`slipway.${name}`);
    return;
  }
  document.documentElement.style.setProperty(`--${name}`, `${sizePx}px`);
  localStorage.setItem(`slipway.${name}`, String(sizePx));
}

/** Makes the rail narrow when it is wide and wide when it is narrow; it starts narrow on windows below 1400 px. */
export function toggleRail(): void {
  const rail = document.querySelector("[data-part=rail]");
  const next = rail && rail.clientWidth > 120 ? "icons" : "wide";
  document.documentElement.dataset.rail = next;
  localStorage.setItem("slipway.rail", next);
}
