import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

test("two people edit the same draft: different fields are merged, the same field is a choice, and nothing is lost", async ({
  watched: mara,
  browser,
}) => {
  await openNewEditor(mara, "Drawn by two");
  for (const kind of ["Chat message", "Model call", "End"])
    await mara.getByRole("button", { name: kind, exact: true }).first().click();
  await expect(saved(mara)).toBeVisible();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const second = await context.newPage();
  await signIn(second, "mara@acme.test");
  await second.goto(mara.url());
  await expect(nodeNamed(second, "Model call")).toBeVisible();

  await test.step("edits of different fields are merged without a question", async () => {
    await rename(mara, "End", "Answer");
    await expect(saved(mara)).toBeVisible();
    await rename(second, "Model call", "Ask the model");
    await expect(second.getByText(/^Merged with another person's edits/)).toBeVisible();
    await expect(nodeNamed(second, "Answer")).toBeVisible();
  });

  await test.step("edits of the same field show both sides, and the person chooses", async () => {
    await nodeNamed(mara, "Chat message").click();
    await rename(mara, "Model call", "Write the answer");
    const dialog = mara.getByRole("dialog", { name: "Somebody else changed the same thing" });
    await expect(dialog).toContainText("Ask the model");
    await expect(dialog).toContainText("Write the answer");
    await expectAccessible(mara);
    await dialog.getByRole("button", { name: "Mine", exact: true }).click();
    await dialog.getByRole("button", { name: "Apply" }).click();
    await expect(nodeNamed(mara, "Write the answer")).toBeVisible();
    await expect(mara.getByText(/^(Saved|Merged with)/)).toBeVisible();
  });

  await second.reload();
  for (const label of ["Chat message", "Write the answer", "Answer"])
    await expect(nodeNamed(second, label)).toBeVisible();
  await expect(second.locator(".react-flow__edge")).toHaveCount(2);
  await context.close();
});

const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^Saved, rev/ });

async function rename(page: Page, label: string, next: string): Promise<void> {
  await nodeNamed(page, label).click();
  await page.getByRole("textbox", { name: "Name of the node" }).fill(next);
  await expect(nodeNamed(page, next)).toBeVisible();
}
