import type { BrowserContext, Page } from "@playwright/test";
import { EMAIL, firstLoadKb, openBenchBrowser, PASSWORD } from "@/bench/bench-browser";
import { drag, dragOfNothing, keystroke, pan, settled } from "@/bench/canvas-moves";
import { drawnDraft } from "@/bench/drawn-draft";
import { readinessRatio } from "@/bench/readiness-ratio";
import { figure, report } from "@/bench/report";
import { benchCluster } from "@/bench/test-cluster";
import { startWebServer } from "@/bench/web-server";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { addMember, createTenant } from "@/lib/governance/tenants/mutations.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { hashPassword } from "@/lib/platform/auth/password.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { endWorkerPool } from "@/lib/platform/db/worker-pool.server";
import { newId } from "@/lib/platform/ids/new-id.server";

/**
 * The editor of the production build in Chromium, on a database of its own, with drafts of 10, 200, 300 and 1,000 nodes.
 *
 * `open_*`: from the start of the navigation until the cards in sight are drawn and a frame has passed, in a new tab with
 * a warm HTTP cache. `drag_*_p95`: the 95th percentile of the time from one animation frame to the next while a card is
 * dragged by one pixel in each of 45 moves, at 100 %, three seconds after the open, when the first check of readiness and
 * what is loaded late are over; `drag_300_at_open_p95_ms`: the same at once, while the page still warms up. `pan_1000_s`: 60 moves of the canvas, until the frame after the
 * last. `drag_of_nothing_*`: the same on a page with one box. `key_*`: the 95th percentile from a key that is pressed in the name of a step until the name is painted; its card follows a frame later (0136).
 * `readiness_*`: see `readinessRatio`, in Node. Ratios are against the draft of 10 nodes. Each is the median of `ROUNDS`.
 * `editor_js_kb_gz`: the scripts that the HTML of the editor names, each compressed with gzip, in kB of 1,000 bytes.
 */
const ROUNDS = 5;
const SIZES = [10, 200, 300, 1_000] as const;
type Size = (typeof SIZES)[number];

async function storeContent(): Promise<void> {
  const { tenantId } = await createTenant({ slug: "bench", name: "Bench", demo: true });
  const person = { id: newId(), email: EMAIL, name: "Bench" };
  await prisma().user.create({ data: { ...person, passwordHash: await hashPassword(PASSWORD) } });
  await addMember({ tenantId, slug: "bench" }, person, "OWNER");
  const actor = systemActor("bench", tenantId, "bench");
  for (const size of SIZES) {
    const { nodes, edges, at } = drawnDraft(size);
    const command = { kind: "add-nodes", nodes, edges, at } as const;
    await withTenant(actor, "harness:write", async (db) => {
      const { slug } = await createHarness(db, actor, `Size ${size}`);
      await saveDraft(db, actor, slug, { baseRev: 1, batchId: newId(), commands: [command] });
    });
  }
}

/** Milliseconds from the start of the navigation to drawn cards; the page stays open. */
async function open(context: BrowserContext, url: string, size: Size): Promise<{ page: Page; ms: number }> {
  const page = await context.newPage();
  await page.goto(`${url}/bench/harnesses/size-${size}/edit`, { waitUntil: "commit" });
  const shown = await page.waitForFunction(
    (least) => (document.querySelectorAll(".react-flow__node .node").length >= least ? performance.now() : 0),
    Math.min(size, 10),
    { polling: "raf", timeout: 60_000 },
  );
  return { page, ms: Number(await shown.jsonValue()) };
}

async function measure(url: string) {
  const { context, close } = await openBenchBrowser(url);
  await context.addInitScript("globalThis.__name = (named) => named"); // tsx writes it into functions that run in the page
  const blank = await context.newPage();
  const kb = (await firstLoadKb(blank, `${url}/bench/harnesses/size-10/edit`)) ?? 0;
  await blank.close();
  const opens = new Map<Size, number[]>(SIZES.map((size) => [size, []]));
  const drags = new Map<Size, number[]>(SIZES.map((size) => [size, []]));
  const keys = new Map<Size, number[]>(SIZES.map((size) => [size, []]));
  const pans: number[] = [];
  const floors: number[] = [];
  const atOpen: number[] = [];
  await (await open(context, url, 10)).page.close();
  for (let round = 0; round < ROUNDS; round += 1) {
    const nothing = await context.newPage();
    floors.push(await dragOfNothing(nothing));
    await nothing.close();
    for (const size of SIZES) {
      const { page, ms } = await open(context, url, size);
      opens.get(size)?.push(ms);
      if (size === 300) atOpen.push(await drag(page));
      await settled(page);
      drags.get(size)?.push(await drag(page));
      if (size === 1_000) pans.push(await pan(page));
      await page.close({ runBeforeUnload: false });
      const { page: other } = await open(context, url, size);
      keys.get(size)?.push(await keystroke(other));
      await other.close({ runBeforeUnload: false });
    }
  }
  await close();
  for (const size of SIZES)
    console.log(
      `${size} nodes: open ${opens.get(size)?.map(Math.round)} ms, drag p95 ${drags.get(size)?.map(Math.round)} ms, key p95 ${keys.get(size)?.map(Math.round)} ms`,
    );
  return figuresOf(kb, { opens, drags, keys, pans, floors, atOpen });
}

type BySize = Map<Size, number[]>;

function figuresOf(
  kb: number,
  {
    opens,
    drags,
    keys,
    pans,
    floors,
    atOpen,
  }: Record<"opens" | "drags" | "keys", BySize> & Record<"pans" | "floors" | "atOpen", number[]>,
) {
  const ratio = (values: BySize, size: Size) => {
    const base = values.get(10) ?? [];
    return figure(
      (values.get(size) ?? []).map((value, round) => value / (base[round] ?? value)),
      "×",
      2,
    );
  };
  const [small, large] = [readinessRatio(200), readinessRatio(1_000)];
  return {
    open_300_ms: figure(opens.get(300) ?? [], "ms", 0),
    drag_300_p95_ms: figure(drags.get(300) ?? [], "ms", 1),
    drag_300_at_open_p95_ms: figure(atOpen, "ms", 1),
    drag_of_nothing_p95_ms: figure(floors, "ms", 1),
    pan_1000_s: figure(pans, "s", 2),
    open_ratio_200: ratio(opens, 200),
    open_ratio_1000: ratio(opens, 1_000),
    drag_ratio_200: ratio(drags, 200),
    drag_ratio_1000: ratio(drags, 1_000),
    key_300_p95_ms: figure(keys.get(300) ?? [], "ms", 1),
    key_ratio_200: ratio(keys, 200),
    key_ratio_1000: ratio(keys, 1_000),
    readiness_1000_ms: large.ms,
    readiness_ratio_200: small.ratio,
    readiness_ratio_1000: large.ratio,
    editor_js_kb_gz: figure([kb], "kB", 1),
  };
}

const cluster = await benchCluster();
const ends: (() => Promise<unknown>)[] = [() => cluster.stop()];
let figures: Parameters<typeof report>[1] | null = null;
try {
  await storeContent();
  const web = await startWebServer(process.cwd());
  ends.unshift(web.stop);
  figures = await measure(web.url);
} catch (error) {
  console.error(error);
} finally {
  await prisma().$disconnect();
  await endWorkerPool();
  for (const end of ends) await end();
}
if (figures) report("canvas", figures);
process.exit(figures ? 0 : 1);
