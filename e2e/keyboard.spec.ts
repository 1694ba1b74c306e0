import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const cards = (page: Page) => page.locator(".react-flow__node");
const lines = (page: Page) => page.locator(".react-flow__edge");

test("everything on the canvas has its key: order, neighbours, moving, connecting, editing, undo, copies and views", async ({
  watched: page,
}) => {
  await openNewEditor(page, "By keys");
  const press = (keys: string) => page.keyboard.press(keys);
  for (const [index, name] of ["chat", "transform", "model call", "end"].entries()) {
    await press("a");
    await page.keyboard.type(name);
    await press("Enter");
    await expect(cards(page)).toHaveCount(index + 1);
    await press("Escape");
  }
  await expect(lines(page)).toHaveCount(3);

  // Tab goes through the cards in the order of a run; arrows go to the neighbour.
  await nodeNamed(page, "Chat message").focus();
  expect(await orderByTab(page)).toEqual(["Chat message", "Transform", "Model call", "End"]);
  await nodeNamed(page, "Chat message").focus();
  await press("Tab");
  await press("Shift+Tab");
  await press("ArrowDown");
  await expect(nodeNamed(page, "Transform")).toBeFocused();
  await press("ArrowUp");
  await expect(nodeNamed(page, "Chat message")).toBeFocused();
  await press("ArrowDown");

  const before = await placeOf(page, "Transform");
  await press("Alt+ArrowRight");
  await expect.poll(async () => (await placeOf(page, "Transform")) - before).toBeGreaterThan(0);
  await press("c");
  await page.keyboard.type("end");
  await press("Enter");
  await expect(lines(page)).toHaveCount(4);
  await press("Control+z");
  await expect(lines(page)).toHaveCount(3);
  await press("Control+Shift+z");
  await expect(lines(page)).toHaveCount(4);

  await nodeNamed(page, "Transform").focus();
  await press("e");
  await expect(page.getByRole("textbox", { name: "Name of the node" })).toBeFocused();
  await nodeNamed(page, "Transform").focus();
  await press("Control+d");
  await expect(cards(page)).toHaveCount(5);
  await press("Delete");
  await expect(cards(page)).toHaveCount(4);

  await nodeNamed(page, "Transform").focus();
  await press("Control+c");
  await press("Control+v");
  await expect(cards(page)).toHaveCount(5);
  await press("Control+x");
  await expect(cards(page)).toHaveCount(4);
  await press("Control+a");
  await expect(page.getByText("4 nodes selected")).toBeVisible();
  await press("Control+g");
  await expect(page.getByRole("button", { name: "Collapse the group" })).toBeVisible();

  await press("+");
  const zoomed = await viewOf(page);
  await press("1");
  await expect.poll(() => viewOf(page)).not.toBe(zoomed);
  await press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await press("Escape");
  await press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await press("Escape");
  await press("Control+f");
  await expect(page.getByRole("textbox", { name: "Find" })).toBeFocused();
  await press("Escape");
  await press("Control+Enter");
  await expect(page.getByRole("region", { name: "Test run" }).getByRole("textbox")).toBeFocused();
  await press("Escape");
});

test("a finding is waived on the canvas with a reason and an end, and the waiver is ended", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Waived");
  for (const kind of ["Chat message", "Agent", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await page.getByRole("button", { name: /^Readiness/ }).click();
  const panel = page.getByRole("region", { name: "Readiness" });
  const finding = panel.getByRole("article").filter({ hasText: "eval-missing" });
  await finding.getByRole("button", { name: "Waive" }).click();
  const dialog = page.getByRole("dialog", { name: /^Waive eval-missing/ });
  await dialog.getByLabel("Why this is all right").fill("Measured by hand before the demonstration");
  await dialog.getByRole("button", { name: "Waive 1 finding" }).click();
  await expect(finding).toBeHidden();
  const waived = panel.getByRole("list", { name: "Waived" });
  await expect(waived).toContainText("Mara Keller: “Measured by hand before the demonstration”, ends");
  await waived.getByRole("button", { name: "End the waiver" }).click();
  await expect(finding).toBeVisible();
  await expect(waived).toBeHidden();
});

/** Names of the cards in the order in which Tab reaches them, from the one that has the focus. */
async function orderByTab(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (let step = 0; step < 40 && names.length < 4; step += 1) {
    const label = await page.evaluate(() => {
      const card = document.activeElement?.matches(".react-flow__node") ? document.activeElement : null;
      return document.getElementById(card?.getAttribute("aria-labelledby") ?? "")?.textContent ?? null;
    });
    if (label) names.push(label.split(",")[0] ?? "");
    await page.keyboard.press("Tab");
  }
  return names;
}

const placeOf = async (page: Page, label: string) => (await nodeNamed(page, label).boundingBox())?.x ?? 0;
const viewOf = (page: Page) => page.locator(".react-flow__viewport").getAttribute("style");
