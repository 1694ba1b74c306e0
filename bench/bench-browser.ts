import { gzipSync } from "node:zlib";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/scripts/find-browser.mjs";

export const EMAIL = "bench@bench.test";
export const PASSWORD = "bench-password";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A headless browser in which the person of the benchmark is signed in. Its first page stays open, so that what is
 * measured opens in tabs of one window: for a new window Chromium loads pages of its own.
 */
export async function openBenchBrowser(url: string): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const { executablePath, libraries } = await findBrowser(process.cwd());
  const env = { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) };
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS, env: env as Record<string, string> });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(EMAIL);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((at) => !at.pathname.startsWith("/sign-in"));
  return { context, close: () => browser.close() };
}

/** kB (1,000 bytes) of gzip of the scripts that a page's HTML names; null when there is no such page. */
export async function firstLoadKb(page: Page, url: string): Promise<number | null> {
  const answer = await page.goto(url);
  if (!answer?.ok()) return null;
  const html = await answer.text();
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  let bytes = 0;
  for (const source of new Set(tags.map(([, source]) => source ?? ""))) {
    const script = await page.request.get(new URL(source.replaceAll("&amp;", "&"), url).href);
    bytes += gzipSync(await script.body()).length;
  }
  return bytes / 1_000;
}
