import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const ending = (page: Page) => page.locator(".react-flow__node");

test("selected steps become a released harness, a subflow takes their place and runs, and one undo brings them back", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Whole");
  for (const kind of ["Chat message", "Transform", "Model call", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await expect(ending(page)).toHaveCount(4);
  await nodeNamed(page, "Transform").click();
  await nodeNamed(page, "Model call").click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Extract to a subflow" }).click();
  const dialog = page.getByRole("dialog", { name: "Extract to a subflow" });
  await expect(dialog.getByRole("region", { name: "Goes in" })).toContainText("input.message");
  await expect(dialog.getByRole("region", { name: "Comes out" })).toContainText("model_call");
  await dialog.getByRole("textbox", { name: "Name of the new harness" }).fill(`Part ${Date.now()}`);
  await dialog.getByRole("button", { name: "Extract" }).click();
  await expect(page.getByText(/^Extracted to part-/)).toBeVisible({ timeout: 30_000 });
  await expect(ending(page)).toHaveCount(3);
  await expect(nodeNamed(page, "Part \\d+")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  const panel = page.getByRole("region", { name: "Test run" });
  await panel.getByRole("textbox").fill("Where is my order?");
  await panel.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.locator(".test-bar").getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(ending(page)).toHaveCount(4);
  await expect(nodeNamed(page, "Model call")).toBeVisible();
});

test("steps that cannot stand alone are refused in words", async ({ watched: page }) => {
  await openNewEditor(page, "Not a part");
  for (const kind of ["Chat message", "Transform", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await page.keyboard.press("Escape");
  await nodeNamed(page, "End").click();
  await page.keyboard.press("Escape");
  await nodeNamed(page, "Transform").click();
  await nodeNamed(page, "End").click({ modifiers: ["Shift"] });
  await page.keyboard.press("Control+Shift+e");
  const dialog = page.getByRole("dialog", { name: "These steps cannot be a subflow" });
  await expect(dialog.getByText('"End" ends the run of this harness.')).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
});
