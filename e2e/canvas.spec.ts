import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { drop, nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const lines = (page: Page) => page.locator(".react-flow__edge");

test("classify, branch, tool, respond is drawn from nothing with the mouse, and undone back to nothing", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Drawn with the mouse");
  await drop(page, "Chat message", { x: 560, y: 120 });
  await pullWire(page, "Chat message", "out", { x: 640, y: 230 }, "Classify");
  await pullWire(page, "Classify", "question", { x: 520, y: 360 }, "Branch");
  await pullWire(page, "Branch", "yes", { x: 480, y: 480 }, "Tool");
  await pullWire(page, "Tool", "out", { x: 520, y: 600 }, "End");
  await expect(lines(page)).toHaveCount(4);
  await expect(page.getByRole("status").filter({ hasText: /^Saved, rev/ })).toBeVisible();
  const undo = page.getByRole("button", { name: "Undo" });
  while (await undo.isEnabled()) await undo.click();
  await expect(page.locator(".react-flow__node")).toHaveCount(0);
  await expect(lines(page)).toHaveCount(0);
});

test("classify, branch, tool, respond is drawn from nothing with the keyboard alone", async ({ watched: page }) => {
  await openNewEditor(page, "Drawn with the keyboard");
  for (const [index, name] of ["chat", "classify", "branch", "orders_get", "end"].entries()) {
    if (index > 0) await nodeFocus(page);
    await page.keyboard.press("a");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await expect(page.locator(".react-flow__node")).toHaveCount(index + 1);
    await page.keyboard.press("Escape");
  }
  await expect(lines(page)).toHaveCount(4);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(nodeNamed(page, "Branch")).toBeFocused();
  await page.keyboard.press("c");
  await page.keyboard.type("end");
  await page.keyboard.press("Enter");
  await expect(lines(page)).toHaveCount(5);
  await page.keyboard.press("Control+z");
  await expect(lines(page)).toHaveCount(4);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("outline");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("region", { name: "Outline" }).getByRole("button", { name: /^Orders get, tool/ }),
  ).toBeVisible();
});

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

/** Draws a line from an exit to a free place and takes a kind from the list that opens there. */
async function pullWire(
  page: Page,
  from: string,
  exit: string,
  to: { x: number; y: number },
  kind: string,
): Promise<void> {
  const handle = nodeNamed(page, from).getByRole("img", { name: `Exit ${exit} of ${from}` });
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
  await page.getByRole("combobox", { name: "Add a node here" }).fill(kind);
  await page.keyboard.press("Enter");
  await expect(nodeNamed(page, kind)).toBeVisible();
}

/** Draws a line from the exit of a node and lets it go over the card of another. */
async function dropLineOn(page: Page, from: string, to: string): Promise<void> {
  await nodeNamed(page, from)
    .getByRole("img", { name: `Exit out of ${from}` })
    .hover();
  await page.mouse.down();
  await nodeNamed(page, to).hover();
  await page.mouse.up();
}

/** Brings the keyboard back from the palette to the canvas. */
async function nodeFocus(page: Page): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Add a node" })).not.toBeFocused();
}
