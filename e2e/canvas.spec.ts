import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const lines = (page: Page) => page.locator(".react-flow__edge");

test("a node is put onto a line, and a text is found and replaced everywhere with one undo", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Spliced");
  for (const kind of ["Chat message", "Model call", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await expect(lines(page)).toHaveCount(2);
  await lines(page).first().hover({ force: true });
  await page.getByRole("button", { name: "Add a node on this line" }).click();
  await page.getByRole("combobox", { name: "Add a node here" }).fill("transform");
  await page.keyboard.press("Enter");
  await expect(lines(page)).toHaveCount(3);
  await expect(nodeNamed(page, "Transform")).toBeVisible();
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Find" }).fill("input.message");
  const panel = page.getByRole("region", { name: "Find and replace" });
  await expect(panel.getByText("1 of 1")).toBeVisible();
  await panel.getByRole("textbox", { name: "Replace with" }).fill("input.question");
  await panel.getByRole("button", { name: "Replace all" }).click();
  await expect(panel.getByText("none")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByText("1 of 1")).toBeVisible();
});

test("a line that may not be drawn says why, and several cards are aligned, grouped and collapsed", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Arranged");
  for (const kind of ["Chat message", "Agent", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await page.keyboard.press("Control+a");
  await expect(page.getByText("3 nodes selected")).toBeVisible();
  await page.getByRole("button", { name: "Align left" }).click();
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.keyboard.press("Control+f");
  const find = page.getByRole("region", { name: "Find and replace" });
  await find.getByRole("textbox", { name: "Find" }).fill("Group 1");
  await find.getByRole("textbox", { name: "Replace with" }).fill("Answering");
  await find.getByRole("button", { name: "Replace all" }).click();
  await expect(page.getByRole("textbox", { name: "Name of the group" })).toHaveValue("Answering");
  await find.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Collapse the group" }).click();
  await expect(nodeNamed(page, "Agent")).toBeHidden();
  await page.getByRole("button", { name: "Open the group" }).click();
  await expect(nodeNamed(page, "Agent")).toBeVisible();
  await dropLineOn(page, "Agent", "Chat message");
  await expect(page.getByText('Nothing can lead into "Chat message".')).toBeVisible();
  await expect(lines(page)).toHaveCount(2);
});

test("a run to the selected step ends there, and what comes after is shown as not taken", async ({ watched: page }) => {
  await openNewEditor(page, "Run to here");
  for (const kind of ["Chat message", "Model call", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await nodeNamed(page, "Model call").click();
  await page.getByRole("button", { name: "Run to here" }).click();
  const bar = page.locator(".test-bar");
  await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await expect(nodeNamed(page, "Model call").getByRole("img", { name: "Succeeded" })).toBeVisible();
  await expect(nodeNamed(page, "End").getByRole("img", { name: "Not taken" })).toBeVisible();
  await bar.getByRole("button", { name: "Off" }).click();
  await expect(nodeNamed(page, "End").getByRole("img", { name: "Not taken" })).toBeHidden();
});

/** Draws a line from the exit of a node and lets it go over the card of another. */
async function dropLineOn(page: Page, from: string, to: string): Promise<void> {
  await nodeNamed(page, from)
    .getByRole("img", { name: `Exit out of ${from}` })
    .hover();
  await page.mouse.down();
  await nodeNamed(page, to).hover();
  await page.mouse.up();
}

test("a run from a step first names the step before it that has no output; once it has one, nothing is asked", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await openNewEditor(page, "Run from here");
  for (const kind of ["Chat message", "Model call", "Transform"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  const bar = page.locator(".test-bar");
  const fromHere = bar.getByRole("button", { name: "Run from here" });
  await fromHere.click();
  const dialog = page.getByRole("dialog", { name: "Steps before this one run as well" });
  await expect(dialog.getByRole("listitem")).toHaveText(["Model call"]);
  await dialog.getByRole("button", { name: "Run them" }).click();
  await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await nodeNamed(page, "Transform").click();
  const first = await bar.getByRole("link", { name: "Open the run" }).getAttribute("href");
  await fromHere.click();
  await expect(bar.getByRole("link", { name: "Open the run" })).not.toHaveAttribute("href", first ?? "", {
    timeout: 30_000,
  });
  await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await expect(dialog).toBeHidden();
});

test("the inspector and the test panel are made larger by pointer and by keys, stay so, and go back", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await openNewEditor(page, "Panels");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const side = page.getByRole("separator", { name: "Width of the inspector" });
  const width = async () => Math.round((await inspector.boundingBox())?.width ?? 0);
  const edge = await side.boundingBox();
  if (!edge) throw new Error("The edge is not in sight.");
  const before = await width();
  await page.mouse.move(edge.x + 2, edge.y + 200);
  await page.mouse.down();
  await page.mouse.move(edge.x + 2 - 32, edge.y + 200, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(before + 32);
  await side.press("ArrowLeft");
  await expect(side).toHaveAttribute("aria-valuenow", String(before + 48));
  await page.reload();
  await expect(side).toHaveAttribute("aria-valuenow", String(before + 48), { timeout: 30_000 });
  await side.press("End");
  const toolbar = await page.locator(".toolbar").boundingBox();
  const badge = await page.locator(".editor-top").boundingBox();
  expect((toolbar?.x ?? 0) + (toolbar?.width ?? 0)).toBeLessThan(badge?.x ?? 0);
  await side.press("Home");
  await expect(side).toHaveAttribute("aria-valuenow", "280");
  await side.press("Enter");
  await expect.poll(width).toBe(before);

  await page.getByRole("button", { name: "Chat message", exact: true }).first().click();
  await page.getByRole("button", { name: /^Test run/ }).click();
  const panel = page.getByRole("region", { name: "Test run" });
  const top = page.getByRole("separator", { name: "Height of the test panel" });
  const height = async () => Math.round((await panel.boundingBox())?.height ?? 0);
  const low = await height();
  await top.press("Shift+ArrowUp");
  await expect.poll(height).toBe(low + 64);
  await expect(panel.getByRole("button", { name: "Run", exact: true })).toBeInViewport();
  await top.press("Enter");
  await expect.poll(height).toBe(low);
});
