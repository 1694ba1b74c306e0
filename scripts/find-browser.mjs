// Where the tests' Chromium is: the system's, Playwright's own, or the one that npm ships (unpacked once per project).
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** `{executablePath, libraries}`; `libraries` goes into LD_LIBRARY_PATH of the browser alone. */
export async function findBrowser(root) {
  const forced = process.env.E2E_NPM_BROWSER === "1";
  const system = SYSTEM.find((path) => existsSync(path));
  if (system && !forced) return { executablePath: system, libraries: "" };
  const { chromium } = await import("@playwright/test");
  if (existsSync(chromium.executablePath()) && !forced)
    return { executablePath: chromium.executablePath(), libraries: "" };
  const dir = join(root, ".slipway/browser");
  mkdirSync(dir, { recursive: true });
  process.env.TMPDIR = dir;
  process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs22.x"; // before the import: it then unpacks its own libraries
  const before = process.env.LD_LIBRARY_PATH;
  const sparticuz = (await import("@sparticuz/chromium")).default;
  const executablePath = await sparticuz.executablePath();
  const libraries = process.env.LD_LIBRARY_PATH ?? "";
  if (before === undefined) delete process.env.LD_LIBRARY_PATH;
  else process.env.LD_LIBRARY_PATH = before;
  return { executablePath, libraries };
}
