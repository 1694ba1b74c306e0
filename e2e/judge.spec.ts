import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

async function tryText(page: Page, text: string) {
  const bar = page.locator(".test-bar");
  const panel = page.getByRole("region", { name: "Test run" });
  if (!(await panel.isVisible())) await bar.getByRole("button", { name: /^Test run/ }).click();
  await panel.getByRole("textbox").fill(text);
  await panel.getByRole("button", { name: "Run", exact: true }).click();
}

test("a model judges a text by a rubric: what it blocks leaves at block, what it passes goes on", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await openNewEditor(page, `Judged ${Date.now()}`);
  for (const kind of ["Chat message", "Guardrail", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  const card = nodeNamed(page, "Guardrail");
  await card.click();
  await page.getByRole("button", { name: "Add a check" }).click();
  await page.getByRole("menuitem", { name: "A model judges" }).click();
  await page.getByLabel("The text may pass when").fill("It is polite.");
  await page.getByLabel("Passes from").fill("80");
  const output = page.getByRole("region", { name: "Output", exact: true });
  const read = async (text: string, expected: RegExp) => {
    await tryText(page, text);
    await card.click();
    await page.getByRole("tab", { name: "Last run" }).click();
    await expect(output).toContainText(expected, { timeout: 30_000 });
  };
  await read("Good morning", /Good morning/);
  await read("Rude words [simulate block]", /Judged as not allowed/);
  await read("Odd words [simulate doubt]", /not surely enough/);
});
