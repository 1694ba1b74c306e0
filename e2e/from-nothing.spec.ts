import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { drop, nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const cards = (page: Page) => page.locator(".react-flow__node");
const lines = (page: Page) => page.locator(".react-flow__edge");
const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

/** What both hands draw: classify, branch, tool, respond, with a second way around the tool. */
async function expectDrawn(page: Page): Promise<void> {
  await expect(cards(page)).toHaveCount(5);
  await expect(lines(page)).toHaveCount(5);
  for (const name of ["Chat message", "Classify", "Is it an order", "Orders get", "End"])
    await expect(nodeNamed(page, name)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^Saved, rev/ })).toBeVisible();
}

async function expectEmpty(page: Page): Promise<void> {
  await expect(cards(page)).toHaveCount(0);
  await expect(lines(page)).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: /^Saved, rev/ })).toBeVisible();
}

test("classify, branch, tool, respond is drawn from nothing with the mouse, and undone back to nothing", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Drawn with the mouse");
  await expect(cards(page)).toHaveCount(0);
  await drop(page, "Chat message", { x: 560, y: 120 });
  await pullWire(page, { from: "Chat message", exit: "out" }, { x: 640, y: 230 }, "Classify");
  await pullWire(page, { from: "Classify", exit: "question" }, { x: 520, y: 360 }, "Branch");
  const name = page.getByRole("textbox", { name: "Name of the node" });
  await name.click({ clickCount: 3 });
  await name.fill("Is it an order");
  await pullWire(page, { from: "Is it an order", exit: "yes" }, { x: 480, y: 480 }, "orders_get", "Orders get");
  await pullWire(page, { from: "Orders get", exit: "out" }, { x: 520, y: 600 }, "End");
  await pullOnto(page, { from: "Is it an order", exit: "else" }, "End");
  await expectDrawn(page);
  while (await undo(page).isEnabled()) await undo(page).click();
  await expectEmpty(page);
});

test("classify, branch, tool, respond is drawn from nothing with the keyboard alone, and undone back to nothing", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Drawn with the keyboard");
  await expect(cards(page)).toHaveCount(0);
  const { keyboard } = page;
  for (const [index, name] of ["chat", "classify", "branch", "orders_get", "end"].entries()) {
    await keyboard.press("a");
    await keyboard.type(name);
    await keyboard.press("Enter");
    await expect(cards(page)).toHaveCount(index + 1);
    await keyboard.press("Escape");
  }
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowUp");
  await expect(nodeNamed(page, "Branch")).toBeFocused();
  await keyboard.press("e");
  await expect(page.getByRole("textbox", { name: "Name of the node" })).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type("Is it an order");
  await keyboard.press("Escape");
  await expect(nodeNamed(page, "Is it an order")).toBeFocused();
  await keyboard.press("c");
  await keyboard.type("end else");
  await keyboard.press("Enter");
  await expectDrawn(page);
  await expect(nodeNamed(page, "Is it an order")).toBeFocused();
  while (await undo(page).isEnabled()) await keyboard.press("Control+z");
  await expectEmpty(page);
});

test("with the keyboard alone a way is split, a field is reached and filled in, and a test is run and looked at", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Run with the keyboard");
  const { keyboard } = page;
  for (const [index, name] of ["chat", "model call", "end"].entries()) {
    await keyboard.press("a");
    await keyboard.type(name);
    await keyboard.press("Enter");
    await expect(cards(page)).toHaveCount(index + 1);
    await keyboard.press("Escape");
  }
  await keyboard.press("ArrowUp");
  await expect(nodeNamed(page, "Model call")).toBeFocused();
  // Lines come before the cards.
  await tabTo(page, "Shift+Tab", "Next of Model call to End");
  await keyboard.press("a");
  await keyboard.type("transform");
  await keyboard.press("Enter");
  await expect(cards(page)).toHaveCount(4);
  await keyboard.press("ArrowUp");
  await expect(nodeNamed(page, "Model call")).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name of the node" })).toBeFocused();
  await tabTo(page, "Tab", "User");
  await keyboard.press("Control+a");
  await keyboard.type("Say hello to {{");
  await keyboard.type("message");
  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "User", exact: true })).toHaveValue(
    "Say hello to {{ input.message }}",
  );
  await keyboard.press("Escape");
  await keyboard.press("Control+Enter");
  await expect(page.getByRole("region", { name: "Test run" }).getByRole("textbox")).toBeFocused();
  await keyboard.type("Ada");
  await keyboard.press("Control+Enter");
  await expect(page.locator(".test-bar").getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await expect(nodeNamed(page, "Transform").getByRole("img", { name: "Succeeded" })).toBeVisible();
});

/** Goes on until what has the focus has a name. */
async function tabTo(page: Page, key: "Tab" | "Shift+Tab", wanted: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent : null;
      const named = document.getElementById(element?.getAttribute("aria-labelledby") ?? "")?.textContent;
      return named ?? element?.getAttribute("aria-label") ?? label ?? "";
    });
    if (name === wanted) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to "${wanted}".`);
}

type Exit = { from: string; exit: string };
const exitOf = (page: Page, { from, exit }: Exit) =>
  nodeNamed(page, from).getByRole("img", { name: `Exit ${exit} of ${from}` });

/** Draws a line from an exit to a free place and takes a kind from the list that opens there. */
async function pullWire(
  page: Page,
  exit: Exit,
  to: { x: number; y: number },
  kind: string,
  label = kind,
): Promise<void> {
  await exitOf(page, exit).hover();
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
  await page.getByRole("combobox", { name: "Add a node here" }).fill(kind);
  await page.getByRole("option", { name: kind }).first().click();
  await expect(nodeNamed(page, label)).toBeVisible();
}

/** Draws a line from an exit to the card of another node. */
async function pullOnto(page: Page, exit: Exit, label: string): Promise<void> {
  await exitOf(page, exit).hover();
  await page.mouse.down();
  await nodeNamed(page, label).hover();
  await page.mouse.up();
}
