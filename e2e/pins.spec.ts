import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const pinned = (page: Page) => page.getByRole("region", { name: "Pin", exact: true });

test("the output of a step is pinned from a run, changed by hand, used by the next test, and unpinned", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Pinned");
  for (const kind of ["Chat message", "Model call", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await run(page);
  const card = nodeNamed(page, "Model call");
  await card.click();
  await page.getByRole("tab", { name: "Last run" }).click();
  await page.getByRole("button", { name: "Pin the output" }).click();
  await expect(card.getByRole("img", { name: "Pinned", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Edit and pin" }).click();
  const dialog = page.getByRole("dialog", { name: /^Pin the output of/ });
  const text = dialog.getByRole("textbox", { name: "Output (JSON)" });
  await text.fill('{ "text": 7 }');
  await expect(dialog.getByRole("alert")).toContainText("text:");
  await expect(dialog.getByRole("button", { name: "Pin", exact: true })).toBeDisabled();
  await text.fill('{ "text": "What a person wrote" }');
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await expect(pinned(page).getByText("Pinned by hand")).toBeVisible();
  await run(page);
  await expect(card.getByText("pinned", { exact: true })).toBeVisible();
  await nodeNamed(page, "End").click();
  await page.getByRole("tab", { name: "Last run" }).click();
  await expect(page.getByRole("region", { name: "Output", exact: true })).toContainText("What a person wrote");
  await card.click();
  await page.getByRole("tab", { name: "Last run" }).click();
  await page.getByRole("button", { name: "Unpin" }).click();
  await expect(card.getByRole("img", { name: "Pinned", exact: true })).toBeHidden();
});

test("a removed step comes back with its pin, and the pin is stale when the step gives something else", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Pinned and changed");
  for (const kind of ["Chat message", "Transform", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  const card = nodeNamed(page, "Transform");
  await card.click();
  await page.getByRole("tab", { name: "Last run" }).click();
  await page.getByRole("button", { name: "Write one and pin" }).click();
  await page.getByRole("button", { name: "Pin", exact: true }).click();
  await expect(pinned(page).getByText("Pinned to an example")).toBeVisible();
  await page.getByRole("button", { name: "Remove the node" }).click();
  await expect(card).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card.getByRole("img", { name: "Pinned", exact: true })).toBeVisible();
  await card.click();
  await page.getByRole("tab", { name: "Setup" }).click();
  const field = page.getByRole("textbox", { name: "Name of a new field" }).first();
  await field.fill("total");
  await field.press("Enter");
  await expect(card.getByRole("img", { name: "Pinned, stale" })).toBeVisible();
  await page.getByRole("tab", { name: "Last run" }).click();
  await expect(pinned(page).getByText(/^Stale:/)).toBeVisible();
});

async function run(page: Page): Promise<void> {
  const bar = page.locator(".test-bar");
  await bar.getByRole("button", { name: /^Test run/ }).click();
  const panel = page.getByRole("region", { name: "Test run" });
  await panel.getByRole("textbox").fill("Where is my order?");
  await panel.getByRole("button", { name: "Run", exact: true }).click();
  await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
}
