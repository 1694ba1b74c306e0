import type { Locator, Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { drawLine, drop, nodeNamed, openDrawn, openNewEditor } from "@/e2e/editor-actions";

const lines = (page: Page) => page.locator(".react-flow__edge");
const bar = (page: Page) => page.locator(".test-bar");
const insideOf = (page: Page) => page.getByRole("combobox", { name: "Inside of" });
const centre = async (locator: Locator) => {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It is not in sight.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width, height: box.height };
};

/** Drags a card by its middle; `over` looks at the canvas before it is dropped. */
async function dragTo(page: Page, label: string, to: { x: number; y: number }, over?: () => Promise<void>) {
  const from = await centre(nodeNamed(page, label));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await over?.();
  await page.mouse.up();
}

const step = (key: string, kind: string, label: string) => ({ id: `n_${key.padEnd(12, "0")}`, key, kind, label });

async function setItems(page: Page, list: string) {
  await nodeNamed(page, "Map").locator(".container-head").click();
  await page.getByRole("textbox", { name: "Items", exact: true }).fill(list);
}

test("a map is filled by mouse: a step is dropped into it, drawn out of it again, and what it maps runs", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await openNewEditor(page, "Filled by mouse");
  await drop(page, "Chat message", { x: 420, y: 90 });
  await drop(page, "Map", { x: 420, y: 220 });
  await drop(page, "Transform", { x: 760, y: 120 });
  await drawLine(page, "Chat message", "Map");
  const frame = page.locator(".container-card");
  await test.step("what is held over the frame is announced by it, and dropped it is its body", async () => {
    await dragTo(page, "Transform", await centre(nodeNamed(page, "Map")), () => expect(frame).toHaveClass(/takes/));
    await expect(frame).not.toHaveClass(/takes/);
    await expect(lines(page)).toHaveCount(3);
    await expect(insideOf(page)).toHaveText("Map");
  });
  await test.step("a small move stays inside; clear of the frame it is out, and the lines that went are named", async () => {
    const at = await centre(nodeNamed(page, "Transform"));
    await dragTo(page, "Transform", { x: at.x + at.width * 0.7, y: at.y });
    await expect(insideOf(page)).toHaveText("Map");
    const outside = await centre(nodeNamed(page, "Map"));
    await dragTo(page, "Transform", { x: outside.x + outside.width / 2 + at.width, y: outside.y }, () =>
      expect(frame).toHaveClass(/left/),
    );
    await expect(insideOf(page)).toHaveText("Nothing");
    await expect(
      page.getByText(/^Moved out. These lines crossed the border and are gone: Map → Transform/).first(),
    ).toBeVisible();
    await expect(lines(page)).toHaveCount(1);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(lines(page)).toHaveCount(3);
    await expect(insideOf(page)).toHaveText("Map");
  });
  await test.step("an end is refused with the reason and stands where it was", async () => {
    await drop(page, "End", { x: 420, y: 600 });
    const before = await centre(nodeNamed(page, "End"));
    await dragTo(page, "End", await centre(nodeNamed(page, "Map")), () => expect(frame).toHaveClass(/refuses/));
    await expect(page.getByText(/"End" ends the run, so it cannot be inside/)).toBeVisible();
    expect(await centre(nodeNamed(page, "End"))).toEqual(before);
  });
  await test.step("the map runs what is in it for each item", async () => {
    await setItems(page, '["a", "b", "c"]');
    await page.getByRole("button", { name: /Test run/ }).click();
    await page.getByRole("textbox", { name: "message" }).fill("Go");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect(bar(page).getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
    await expect(nodeNamed(page, "Map").getByText("3 of 3")).toBeVisible();
  });
  await test.step("each item is looked at by itself, with its own input and output", async () => {
    await nodeNamed(page, "Transform").click();
    await page.getByRole("tab", { name: "Last run" }).click();
    const list = page.getByRole("listbox", { name: "Item or round" });
    await expect(list.getByRole("option")).toHaveCount(3);
    await list.getByRole("option", { name: /^Item 1/ }).click();
    await list.press("j");
    await expect(list.getByRole("option", { name: /^Item 2/ })).toHaveAttribute("aria-selected", "true");
    await list.press("k");
    await expect(list.getByRole("option", { name: /^Item 1/ })).toHaveAttribute("aria-selected", "true");
  });
  await test.step("after a reload the last run is still there, with its age; an edit says that the draft has changed", async () => {
    await page.reload();
    await expect(nodeNamed(page, "Map").getByText("3 of 3")).toBeVisible({ timeout: 30_000 });
    await expect(bar(page).getByText(/ago|now/)).toBeVisible();
    await expect(bar(page).getByText("Changed since")).toBeHidden();
    await nodeNamed(page, "Transform").click();
    await page.getByRole("textbox", { name: "Name of the node" }).fill("Renamed");
    await expect(bar(page).getByText("Changed since")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(bar(page).getByText("Changed since")).toBeHidden();
  });
});

test("the frame of a group is dropped into a map with its steps; an end in it is refused in words", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await openDrawn(page, `Framed ${Date.now()}`, {
    nodes: [
      { ...step("chat", "trigger.chat", "Chat"), config: { threadPer: "session" } },
      { ...step("each", "map", "Map") },
      { ...step("first", "transform", "First"), config: { fields: {}, set: {} } },
      { ...step("last", "transform", "Last"), config: { fields: {}, set: {} } },
      { ...step("end", "end", "End"), config: { outcome: "success" } },
    ],
    lines: ["chat.out > each.in", "first.out > last.in"],
    at: { chat: [300, 0], each: [300, 120], first: [600, 60], last: [600, 160], end: [600, 270] },
  });
  const frame = page.locator(".container-card");
  const head = page.locator(".group-head");
  const group = async (...labels: string[]) => {
    for (const [index, label] of labels.entries())
      await nodeNamed(page, label).click(index > 0 ? { modifiers: ["Shift"] } : {});
    await page.keyboard.press("ControlOrMeta+g");
  };
  const dragFrame = async (over: () => Promise<void>) => {
    const from = await page.locator(".group-frame").boundingBox();
    if (!from) throw new Error("The frame is not in sight.");
    const to = await centre(frame);
    await page.mouse.move(from.x + 5, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 12 });
    await over();
    await page.mouse.up();
  };
  await group("First", "Last");
  await dragFrame(() => expect(frame).toHaveClass(/takes/));
  await expect(lines(page)).toHaveCount(4);
  await expect(head).toHaveCount(1);
  await nodeNamed(page, "Last").click();
  await expect(insideOf(page)).toHaveText("Map");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Take the frame away" }).click();
  await group("Last", "End");
  await dragFrame(() => expect(frame).toHaveClass(/refuses/));
  await expect(page.getByText(/"End" ends the run, so it cannot be inside/)).toBeVisible();
  await nodeNamed(page, "Last").click();
  await expect(insideOf(page)).toHaveText("Nothing");
});

test("a map is filled by keyboard alone, also from the outline, and undone until it is empty", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await openNewEditor(page, "Filled by keys");
  const press = (keys: string) => page.keyboard.press(keys);
  const add = async (name: string) => {
    await press("a");
    await page.keyboard.type(name);
    await press("Enter");
    await press("Escape");
  };
  await add("chat");
  await add("map");
  await nodeNamed(page, "Map").focus();
  await add("transform");
  await expect(nodeNamed(page, "Transform")).toBeVisible();
  await expect(lines(page)).toHaveCount(3);
  await nodeNamed(page, "Map").focus();
  await add("code");
  await expect(lines(page)).toHaveCount(4);
  await test.step("a step goes out and in again by its key, and a copy of it stays inside", async () => {
    await nodeNamed(page, "Code").focus();
    await press("m");
    await expect(page.getByRole("dialog", { name: "Move to" })).toBeVisible();
    await press("Enter");
    await expect(insideOf(page)).toHaveText("Nothing");
    await nodeNamed(page, "Code").focus();
    await press("m");
    await page.keyboard.type("map");
    await press("Enter");
    await expect(insideOf(page)).toHaveText("Map");
    await nodeNamed(page, "Code").focus();
    await press("Control+d");
    await expect(page.locator(".react-flow__node")).toHaveCount(5);
    await expect(insideOf(page)).toHaveText("Map");
    await press("Delete");
  });
  await test.step("a list of the ends of the body offers where the map collects", async () => {
    await nodeNamed(page, "Code").focus();
    await press("c");
    await expect(page.getByRole("option", { name: "Map map · collect" })).toBeVisible();
    await press("Escape");
  });
  await test.step("the outline moves a step out and in", async () => {
    await press("Escape");
    await press("o");
    const outline = page.getByRole("region", { name: "Outline" });
    await outline.getByRole("button", { name: "Move Code out of Map" }).press("Enter");
    await expect(outline.getByRole("button", { name: "Move Code out of Map" })).toBeHidden();
    await outline.getByRole("button", { name: "Move Code into a map or loop" }).press("Enter");
    await page.keyboard.press("Enter");
    await expect(outline.getByRole("button", { name: "Move Code out of Map" })).toBeVisible();
    await outline.getByRole("button", { name: "Close the outline" }).press("Enter");
  });
  await test.step("what is copied is pasted into the map that is selected", async () => {
    await nodeNamed(page, "Code").focus();
    await press("Control+x");
    await expect(page.locator(".react-flow__node")).toHaveCount(3);
    await nodeNamed(page, "Map").focus();
    await press("Control+v");
    await expect(insideOf(page)).toHaveText("Map");
  });
  await press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Move into a map or loop, or out of it");
  await press("Escape");
  await test.step("undone to the beginning, nothing is left", async () => {
    await nodeNamed(page, "Map").focus();
    for (let step = 0; step < 12; step += 1) await press("Control+z");
    await expect(page.locator(".react-flow__node")).toHaveCount(0);
  });
});
