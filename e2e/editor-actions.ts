import type { Page } from "@playwright/test";
import { expect, signIn } from "@/e2e/browser-page";

/** The card of a node on the canvas. */
export const nodeNamed = (page: Page, label: string) => page.getByRole("group", { name: new RegExp(`^${label},`) });
const port = (page: Page, label: string, kind: "Entry" | "Exit", name: string) =>
  nodeNamed(page, label).getByRole("img", { name: `${kind} ${name} of ${label}` });

/** Signs in, makes a harness and opens its editor. */
export async function openNewEditor(page: Page, name: string): Promise<void> {
  await signIn(page);
  await page.goto("/acme/harnesses");
  await page.getByRole("button", { name: "New harness" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Make harness" }).click();
  await expect(page.getByRole("heading", { name: `${name}, editor` })).toBeAttached({ timeout: 15_000 });
}

/** Draws a line from the exit of a node to the entry of another. */
export async function drawLine(page: Page, from: string, to: string): Promise<void> {
  await port(page, from, "Exit", "out").hover();
  await page.mouse.down();
  const end = await port(page, to, "Entry", "in").boundingBox();
  if (!end) throw new Error(`${to} has no entry in sight.`);
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

/** Drags a kind from the palette onto the canvas. */
export async function drop(page: Page, kind: string, at: { x: number; y: number }): Promise<void> {
  const canvas = page.locator(".react-flow__pane");
  await page.getByRole("button", { name: kind, exact: true }).dragTo(canvas, { targetPosition: at });
}
