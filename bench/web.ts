import type { BrowserContext } from "@playwright/test";
import { EMAIL, firstLoadKb, openBenchBrowser, PASSWORD } from "@/bench/bench-browser";
import { figure, report } from "@/bench/report";
import { storeRunOfSpans } from "@/bench/run-of-spans";
import { benchCluster } from "@/bench/test-cluster";
import { startWebServer } from "@/bench/web-server";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { addMember } from "@/lib/governance/tenants/mutations.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { hashPassword } from "@/lib/platform/auth/password.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { endWorkerPool } from "@/lib/platform/db/worker-pool.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

/**
 * The production build in Chromium, on a database of its own.
 *
 * `first_load_js_kb_gz`: the scripts that the HTML of a page names (without those for browsers that know no modules), each compressed with gzip, in kB of 1,000 bytes. The
 * value is the run page, `min` and `max` are the lightest and the heaviest of the pages in `PAGES`; each is printed.
 *
 * `run_page_2000_spans_ms`: from the start of the navigation until the waterfall of a run of 2,000 spans is on the screen
 * (its count is right, its rows are there, a frame has passed), in a new tab with a warm HTTP cache. Median of `ROUNDS`.
 */
const SPANS = 2_000;
const ROUNDS = 7;
const PAGES = ["runs", "harnesses", "harnesses/bench/edit", "overview", "failures", "memory", "policies", "keys"];

const keys = Array.from({ length: 10 }, (_, index) => `s${index}`);
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    ...keys.map((key) => ({ key, kind: "http" as const, config: http })),
    { key: "done", kind: "end" },
  ],
  ["start > s0", ...keys.slice(1).map((key, index) => `s${index} > ${key}`), "s9 > done"],
);

async function storeContent(): Promise<string> {
  const release = await storeTestRelease("bench", program);
  const person = { id: newId(), email: EMAIL, name: "Bench" };
  await prisma().user.create({ data: { ...person, passwordHash: await hashPassword(PASSWORD) } });
  await addMember(release, person, "OWNER");
  const actor = systemActor("bench", release.tenantId, release.slug);
  await withTenant(actor, "harness:write", (db) => createHarness(db, actor, "Bench"));
  return await storeRunOfSpans(release, program, SPANS);
}

/** Milliseconds from the start of the navigation to a painted waterfall. */
async function timeToWaterfall(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "commit" });
  const shown = await page.waitForFunction(
    (rows) => {
      const lines = document.querySelectorAll("[aria-label=Waterfall] [role=option]").length;
      const isThere = document.querySelector(".wf-axis")?.textContent?.startsWith(`${rows} rows`) && lines > 10;
      return isThere ? performance.now() : 0;
    },
    SPANS,
    { polling: "raf", timeout: 30_000 },
  );
  const time = Number(await shown.jsonValue());
  await page.close();
  return time;
}

async function measure(url: string, runId: string) {
  const { context, close } = await openBenchBrowser(url);
  const page = await context.newPage();
  const runUrl = `${url}/bench/runs/${runId}`;
  const runKb = (await firstLoadKb(page, runUrl)) ?? 0;
  const others: number[] = [];
  for (const path of PAGES) {
    const kb = await firstLoadKb(page, `${url}/bench/${path}`);
    console.log(`first load of ${path}: ${kb === null ? "not there" : `${kb.toFixed(1)} kB`}`);
    if (kb !== null) others.push(kb);
  }
  await timeToWaterfall(context, runUrl);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timeToWaterfall(context, runUrl));
  await close();
  const spread = figure([runKb, ...others], "kB", 1);
  return {
    first_load_js_kb_gz: { ...spread, value: Number(runKb.toFixed(1)) },
    run_page_2000_spans_ms: figure(times, "ms", 0),
  };
}

const cluster = await benchCluster();
const ends: (() => Promise<unknown>)[] = [() => cluster.stop()];
let figures: Parameters<typeof report>[1] | null = null;
try {
  const runId = await storeContent();
  const web = await startWebServer(process.cwd());
  ends.unshift(web.stop);
  figures = await measure(web.url, runId);
} catch (error) {
  console.error(error);
} finally {
  await prisma().$disconnect();
  await endWorkerPool();
  for (const end of ends) await end();
}
if (figures) report("web", figures);
process.exit(figures ? 0 : 1);
