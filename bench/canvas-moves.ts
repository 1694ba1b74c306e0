import type { Page } from "@playwright/test";
import { quantile } from "@/bench/report";

const DRAG_MOVES = 45;
const PAN_MOVES = 60;
const KEYS = 30;

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

/** When the first check of readiness, and what is loaded behind the canvas, are over. */
export const settled = (page: Page): Promise<void> => page.waitForTimeout(3_000);

async function toFullSize(page: Page): Promise<void> {
  await page.keyboard.press("0");
  await page.waitForFunction(() =>
    document.querySelector(".react-flow__viewport")?.getAttribute("style")?.includes("scale(1)"),
  );
}

/**
 * The 95th percentile of the time between frames while a card is dragged, in milliseconds. The moves are made by the page
 * itself, one in each frame, so that the driver's own time is not measured.
 */
export async function drag(page: Page): Promise<number> {
  await toFullSize(page);
  const found = await page.waitForFunction(cardInTheMiddle, null, { polling: "raf" });
  const box = (await found.jsonValue()) ?? { x: 0, y: 0 };
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
  await page.keyboard.press("Control+z"); // the next round finds the card where this one did
  return quantile(times, 0.95);
}

/** Runs in the page: where a card is that has room to be dragged; React draws those that have come into sight a frame later. */
function cardInTheMiddle() {
  for (const card of document.querySelectorAll(".react-flow__node-step")) {
    const { x, y } = card.getBoundingClientRect();
    if (x > 300 && x < 800 && y > 150 && y < 600) return { x, y };
  }
  return null;
}

/**
 * The same figure for a page that has one box and moves it: what this machine draws when there is nothing to do. A drag
 * cannot be faster.
 */
export async function dragOfNothing(page: Page): Promise<number> {
  await page.setContent('<div style="width:184px;height:52px;background:teal;position:absolute"></div>');
  await page.evaluate(() => {
    const box = document.querySelector("div");
    const follow = ({ clientX, clientY }: MouseEvent) => {
      if (box) box.style.transform = `translate(${clientX}px, ${clientY}px)`;
    };
    addEventListener("mousemove", follow);
  });
  const times = await frameTimes(page, async () => {
    await page.evaluate(moveEachFrame, { x: 300, y: 300, moves: DRAG_MOVES, type: "mousemove", buttons: 1 });
  });
  return quantile(times, 0.95);
}

/** Seconds of moving the canvas. */
export async function pan(page: Page): Promise<number> {
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

/** The 95th percentile from a key that is pressed in the name of the selected step until it is painted, in milliseconds. */
export async function keystroke(page: Page): Promise<number> {
  await settled(page);
  const at = await page.waitForFunction(() => {
    for (let y = 140; y < 760; y += 6)
      for (let x = 420; x < 1_000; x += 6)
        if (document.elementFromPoint(x, y)?.closest(".react-flow__node-step")) return { x, y };
    return null;
  });
  const point = (await at.jsonValue()) ?? { x: 0, y: 0 };
  await page.mouse.click(point.x + 2, point.y + 2);
  await page.getByRole("textbox", { name: "Name of the node" }).selectText(); // a full name takes no more letters
  await page.evaluate(() => {
    const times: number[] = [];
    const channel = new MessageChannel();
    let pressed = 0;
    channel.port1.onmessage = () => times.push(performance.now() - pressed);
    document.addEventListener(
      "keydown",
      ({ timeStamp }) => {
        pressed = timeStamp;
        requestAnimationFrame(() => channel.port2.postMessage(null)); // comes after the frame is painted
      },
      true,
    );
    Object.assign(window, { keyTimes: times });
  });
  for (let pressed = 0; pressed < KEYS; pressed += 1) await page.keyboard.press("x", { delay: 40 });
  return quantile(await page.evaluate("window.keyTimes"), 0.95);
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
