import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { drop, nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const cards = (page: Page) => page.locator(".react-flow__node");
const inspector = (page: Page) => page.getByRole("complementary", { name: "Inspector" });

test("an empty canvas takes up a template or a file, and one undo empties it; what cannot be pasted says why", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Started from something");
  await page.getByRole("button", { name: "Support desk" }).click();
  await expect(nodeNamed(page, "Customer message")).toBeVisible();
  const drawn = await cards(page).count();
  expect(drawn).toBeGreaterThan(3);
  await expect(page.getByText("main · sandbox/support-demo").first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(cards(page)).toHaveCount(0);
  const wrong = { name: "wrong.json", mimeType: "application/json", buffer: Buffer.from('{"format":"other"}') };
  await page.getByLabel("Import a workflow file").setInputFiles(wrong);
  await expect(page.getByText(/^Nothing is imported: This is not an exported workflow/)).toBeVisible();
  await page.evaluate(() => {
    const data = new DataTransfer();
    const nodes = Array.from({ length: 201 }, () => ({}));
    data.setData("text/plain", JSON.stringify({ format: "slipway/workflow@1", nodes }));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  });
  await expect(page.getByText(/^Nothing is pasted: it has 201 steps, and 200 fit/)).toBeVisible();
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(cards(page)).toHaveCount(drawn);
});

test("a slot has models to fall back to and another name, and a finding about it leads there", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Falls back");
  await page.getByRole("button", { name: "Model call", exact: true }).first().click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await inspector(page).getByRole("combobox", { name: "Add a fallback to slot main" }).click();
  await page.getByRole("option", { name: /^sandbox\/echo/ }).click();
  await expect(inspector(page).getByRole("combobox", { name: "Fallback 1 of slot main" })).toHaveText("sandbox/echo");
  await expect(inspector(page).getByRole("button", { name: "main is used by a step" })).toBeVisible();
  const name = inspector(page).getByRole("textbox", { name: "Name of slot main" });
  await name.fill("fast");
  await name.press("Enter");
  await expect(nodeNamed(page, "Model call")).toContainText("fast · sandbox/support-demo");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(nodeNamed(page, "Model call")).toContainText("main · sandbox/support-demo");
  await page.getByRole("button", { name: /^Readiness/ }).click();
  const finding = page
    .getByRole("region", { name: "Readiness" })
    .getByRole("article")
    .filter({ hasText: "simulated-model" });
  await finding.getByRole("button", { name: "Harness" }).click();
  await expect(inspector(page).locator('[data-place="models.main"] :focus')).toHaveCount(1);
});

test("a step that nothing leads to is made the one that undoes things after a failure", async ({ watched: page }) => {
  await openNewEditor(page, "Undoes what was done");
  for (const kind of ["Chat message", "Model call"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await page.getByRole("tab", { name: "Failure" }).click();
  const start = page.getByRole("checkbox", { name: "Starts when the run has failed" });
  await expect(start).toBeDisabled();
  await drop(page, "HTTP request", { x: 560, y: 520 });
  await page.getByRole("tab", { name: "Failure" }).click();
  await start.click();
  await expect(nodeNamed(page, "HTTP request")).toContainText("after a failure");
});
