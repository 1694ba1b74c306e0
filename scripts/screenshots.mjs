// `npm run screenshots`: the key screens of the demo content, light and dark, into docs/images.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "./find-browser.mjs";
import { startOwnInstance } from "./own-instance.mjs";

const SIZE = { width: 1440, height: 900 };
const SETTLE_MS = 15_000;
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Each screen with its path; a path of null is left out. `read` fetches JSON from the API of the demo tenant. */
const SCREENS = {
  overview: () => "/acme/overview",
  harnesses: () => "/acme/harnesses",
  editor: () => "/acme/harnesses/support-desk/edit",
  releases: () => "/acme/harnesses/support-desk/releases",
  prompts: () => "/acme/prompts",
  tools: () => "/acme/tools",
  runs: () => "/acme/runs",
  run: async (read) => {
    const query = "harness=research-fan-out&limit=1";
    const [run] = (await read(`/api/v1/acme/runs?${query}`))?.items ?? [];
    return run ? `/acme/runs/${run.traceId ?? run.id}` : null;
  },
  failures: () => "/acme/failures",
  memory: () => "/acme/memory",
  workers: () => "/acme/workers",
  policies: () => "/acme/policies",
  decisions: () => "/acme/decisions",
  keys: () => "/acme/keys",
  secrets: () => "/acme/secrets",
  models: () => "/acme/models",
  members: () => "/acme/members",
  audit: () => "/acme/audit",
  "api-reference": () => "/docs/api?tenant=acme",
};

async function signIn(page, url) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill("mara@acme.test");
  await page.getByLabel("Password").fill("slipway-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((at) => !at.pathname.startsWith("/sign-in"));
}

/** Nothing loads any more: no placeholder, no busy table, fonts there, two frames painted. */
async function settled(page) {
  await page.waitForFunction(() => !document.querySelector(".skel, [aria-busy=true]"), null, { timeout: SETTLE_MS });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  await page.waitForTimeout(600); // charts and the canvas place themselves after their first measure
}

async function takeAll(browser, url, colorScheme, folder) {
  const context = await browser.newContext({ viewport: SIZE, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await signIn(page, url);
  const read = async (path) => {
    const answer = await context.request.get(url + path);
    return answer.ok() ? await answer.json() : null;
  };
  for (const [name, pathOf] of Object.entries(SCREENS)) {
    const path = await pathOf(read);
    const answer = path && (await page.goto(url + path));
    if (!answer?.ok()) {
      console.log(`${name}: not there`);
      continue;
    }
    await settled(page).catch(() => console.log(`${name}: still loading after ${SETTLE_MS / 1000} s`));
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    console.log(`${name}-${colorScheme}.png`);
  }
  await context.close();
}

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/images");
mkdirSync(folder, { recursive: true });
const { executablePath, libraries } = await findBrowser(root);
const instance = await startOwnInstance(root, "screenshots");
let failed = false;
try {
  const browser = await chromium.launch({
    executablePath,
    args: ARGUMENTS,
    env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
  });
  for (const colorScheme of ["light", "dark"]) await takeAll(browser, instance.url, colorScheme, folder);
  await browser.close();
} catch (error) {
  console.error(error);
  failed = true;
} finally {
  await instance.stop();
}
process.exit(failed ? 1 : 0);
