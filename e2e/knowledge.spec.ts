import { expect, signIn, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

const RULES = `# Returns

You may return shoes within thirty days, unworn and in their box.

# Delivery

Parcels arrive after two days.`;

test("a document is added, found by a question, looked up by a step, and cited in the trace of the run", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  const stamp = Date.now();
  const key = `manual_${stamp % 1_000_000}`;
  await signIn(page);
  await test.step("a knowledge is made, with a document", async () => {
    await page.goto("/acme/knowledge");
    await expect(page.getByText(/^(1 knowledge base|\d+ knowledge bases)$/)).toBeVisible();
    await page.getByRole("button", { name: "New knowledge" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(`Manual ${stamp}`);
    await dialog.getByLabel("Key").fill(key);
    await dialog.getByRole("button", { name: "Make knowledge" }).click();
    await page.waitForURL(new RegExp(`/knowledge/${key}$`));
    await page.getByRole("button", { name: "Add a document" }).first().click();
    await page.getByLabel("Title").fill("Shop rules");
    await page.getByLabel("Text", { exact: true }).fill(RULES);
    await page.getByRole("button", { name: "Add document" }).click();
    await expect(page.getByRole("table", { name: /Documents of/ }).getByText("Shop rules")).toBeVisible();
  });

  await test.step("a question finds the passage, which opens in its document", async () => {
    await page.getByRole("textbox", { name: "Query" }).fill("How long may I return my shoes?");
    await page.getByRole("button", { name: "Look it up" }).click();
    const found = page.getByRole("list", { name: "Passages found" });
    await expect(found.getByText("unworn and in their box")).toBeVisible();
    await found.getByRole("link", { name: "Shop rules" }).first().click();
    await expect(page.getByRole("list", { name: "Passages", exact: true }).getByRole("listitem")).toHaveCount(2, {
      timeout: 30_000,
    });
  });

  await openNewEditor(page, `Look up ${stamp}`);
  await test.step("a step looks things up in it, before an agent answers", async () => {
    for (const kind of ["Chat message", "Retrieve", "Agent", "End"])
      await page.getByRole("button", { name: kind, exact: true }).first().click();
    await nodeNamed(page, "Retrieve").click();
    await page.getByRole("combobox", { name: "Knowledge" }).click();
    await page.getByRole("option", { name: new RegExp(`Manual ${stamp}`) }).click();
    await expect(page.getByText("Now revision 1")).toBeVisible();
  });

  await test.step("a mistake in what it looks for is said while it is typed, with what was meant", async () => {
    const how = page.getByRole("group", { name: "How Looks for is given" });
    const query = page.getByRole("textbox", { name: "Looks for" });
    await query.fill("{{ input.mesage }}");
    await expect(page.getByText('The input has no field "mesage". Did you mean "message"?')).toBeVisible();
    await how.getByRole("button", { name: "Value" }).click();
    await expect(page.getByText(/A value is taken as it is written. Choose Text/)).toBeVisible();
    await how.getByRole("button", { name: "Text" }).click();
    await query.fill("{{ input.message }}");
    await expect(page.getByRole("complementary", { name: "Inspector" }).getByRole("alert")).toHaveCount(0);
  });

  await test.step("the run shows what was found, with its score", async () => {
    const bar = page.locator(".test-bar");
    await bar.getByRole("button", { name: /^Test run/ }).click();
    const panel = page.getByRole("region", { name: "Test run" });
    await panel.getByRole("textbox").fill("May I return my shoes?");
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
    await bar.getByRole("link").click();
    await page.waitForURL(/\/runs\//);
    await page
      .getByRole("option", { name: /Retrieve/ })
      .first()
      .click();
    await expect(page.getByText(/unworn and in their box/).first()).toBeVisible();
    await expect(page.getByText(/score/).first()).toBeVisible();
  });

  await test.step("while a draft uses it, it is not deleted", async () => {
    await page.goto(`/acme/knowledge/${key}`);
    await expect(page.getByText(`used by the draft of Look up ${stamp}`)).toBeVisible();
    await page.getByRole("button", { name: "Delete this knowledge" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill(key);
    await dialog.getByRole("button", { name: "Delete knowledge" }).click();
    await expect(dialog.getByText(/still used by the draft of/)).toBeVisible();
  });
});
