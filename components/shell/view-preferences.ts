export type Theme = "light" | "dark" | "system";

/**
 * Runs before the first paint, so that neither the theme nor the width of the rail flickers. Both live in the browser
 * (`slipway.theme`, `slipway.rail`) and as attributes of `<html>`, which the tokens and the frame read.
 */
export const APPLY_PREFERENCES = `try {
  for (const name of ["theme", "rail"]) {
    const value = localStorage.getItem("slipway." + name);
    if (value) document.documentElement.dataset[name] = value;
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

/** Makes the rail narrow when it is wide and wide when it is narrow; it starts narrow on windows below 1400 px. */
export function toggleRail(): void {
  const rail = document.querySelector("[data-part=rail]");
  const next = rail && rail.clientWidth > 120 ? "icons" : "wide";
  document.documentElement.dataset.rail = next;
  localStorage.setItem("slipway.rail", next);
}
