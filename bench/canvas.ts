import type { BrowserContext, Page } from "@playwright/test";
import { EMAIL, firstLoadKb, openBenchBrowser, PASSWORD } from "@/bench/bench-browser";
import { drawnDraft } from "@/bench/drawn-draft";
import { figure, quantile, report } from "@/bench/report";
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
 * dragged by one pixel in each of `DRAG_MOVES` moves, at 100 %. `pan_1000_s`: 60 moves of the canvas, until the frame
 * after the last. Ratios are against the draft of 10 nodes. Each is the median of `ROUNDS`.
 * `editor_js_kb_gz`: the scripts that the HTML of the editor names, each compressed with gzip, in kB of 1,000 bytes.
 */
const ROUNDS = 5;
const SIZES = [10, 200, 300, 1_000] as const;
const DRAG_MOVES = 45;
const PAN_MOVES = 60;
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

/** Times between animation frames while something goes on in the page, in milliseconds. */
async function frameTimes(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const tick = (now: number) => {
      times.push(now - last);
      last = now;
      frame = requestAnimationFrame(tick);
    };
    let frame = requestAnimationFrame(tick);
    const endFrames = () => {
      cancelAnimationFrame(frame);
      return times.slice(1);
    };
    Object.assign(window, { endFrames });
  });
  await act();
  return await page.evaluate("window.endFrames()");
}

async function toFullSize(page: Page): Promise<void> {
  await page.keyboard.press("0");
  await page.waitForFunction(() =>
    document.querySelector(".react-flow__viewport")?.getAttribute("style")?.includes("scale(1)"),
  );
}

/** The moves are made by the page itself, one in each frame, so that the driver's own time is not measured. */
async function drag(page: Page): Promise<number> {
  await toFullSize(page);
  const card = page.locator(".react-flow__node-step").filter({ visible: true });
  const boxes = await card.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  const box = boxes.find(({ x, y }) => x > 300 && x < 800 && y > 150 && y < 600);
  if (!box) throw new Error("No card is in the middle of the canvas.");
  await page.mouse.move(box.x + 90, box.y + 16);
  await page.mouse.down();
  await page.mouse.move(box.x + 96, box.y + 20, { steps: 3 });
  const times = await frameTimes(page, async () => {
    await page.evaluate(moveEachFrame, {
      x: box.x + 96,
      y: box.y + 20,
      moves: DRAG_MOVES,
      type: "mousemove",
      buttons: 1,
    });
  });
  await page.mouse.up();
  return quantile(times, 0.95);
}

async function pan(page: Page): Promise<number> {
  await toFullSize(page);
  const pane = await page.locator(".react-flow__pane").boundingBox();
  if (!pane) throw new Error("There is no canvas.");
  const free = await page.evaluate(() => {
    for (let y = 140; y < 700; y += 20)
      for (let x = 420; x < 900; x += 20)
        if (document.elementFromPoint(x, y)?.matches(".react-flow__pane")) return { x, y };
    return null;
  });
  if (!free) throw new Error("No place of the canvas is free.");
  await page.mouse.move(free.x, free.y);
  await page.mouse.down();
  const started = performance.now();
  await page.evaluate(moveEachFrame, { x: free.x, y: free.y, moves: PAN_MOVES, type: "mousemove", buttons: 1 });
  const seconds = (performance.now() - started) / 1_000;
  await page.mouse.up();
  return seconds;
}

/** Runs in the page: one move in each frame, and resolves in the frame after the last. */
function moveEachFrame({
  x,
  y,
  moves,
  type,
  buttons,
}: {
  x: number;
  y: number;
  moves: number;
  type: string;
  buttons: number;
}) {
  return new Promise<void>((done) => {
    let made = 0;
    const step = () => {
      if (made >= moves) return done();
      made += 1;
      const target = document.elementFromPoint(x, y) ?? document.body;
      const at = { clientX: x + made * 3, clientY: y + made * 2, bubbles: true, view: window, buttons };
      target.dispatchEvent(new MouseEvent(type, at));
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

async function measure(url: string) {
  const { context, close } = await openBenchBrowser(url);
  await context.addInitScript("globalThis.__name = (named) => named"); // tsx writes it into functions that run in the page
  const blank = await context.newPage();
  const kb = (await firstLoadKb(blank, `${url}/bench/harnesses/size-10/edit`)) ?? 0;
  await blank.close();
  const opens = new Map<Size, number[]>(SIZES.map((size) => [size, []]));
  const drags = new Map<Size, number[]>(SIZES.map((size) => [size, []]));
  const pans: number[] = [];
  await (await open(context, url, 10)).page.close();
  for (let round = 0; round < ROUNDS; round += 1)
    for (const size of SIZES) {
      const { page, ms } = await open(context, url, size);
      opens.get(size)?.push(ms);
      drags.get(size)?.push(await drag(page));
      if (size === 1_000) pans.push(await pan(page));
      await page.close({ runBeforeUnload: false });
    }
  await close();
  for (const size of SIZES)
    console.log(
      `${size} nodes: open ${opens.get(size)?.map(Math.round)} ms, drag p95 ${drags.get(size)?.map(Math.round)} ms`,
    );
  return figuresOf(kb, opens, drags, pans);
}

function figuresOf(kb: number, opens: Map<Size, number[]>, drags: Map<Size, number[]>, pans: number[]) {
  const ratio = (values: Map<Size, number[]>, size: Size) => {
    const base = values.get(10) ?? [];
    return figure(
      (values.get(size) ?? []).map((value, round) => value / (base[round] ?? value)),
      "×",
      2,
    );
  };
  return {
    open_300_ms: figure(opens.get(300) ?? [], "ms", 0),
    drag_300_p95_ms: figure(drags.get(300) ?? [], "ms", 1),
    pan_1000_s: figure(pans, "s", 2),
    open_ratio_200: ratio(opens, 200),
    open_ratio_1000: ratio(opens, 1_000),
    drag_ratio_200: ratio(drags, 200),
    drag_ratio_1000: ratio(drags, 1_000),
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
