import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

test("a prompt is forked to a variant, the variants are compared, and a step uses one of them", async ({
  watched: page,
}) => {
  const key = await makePrompt(page);
  await page.getByRole("button", { name: "Fork" }).click();
  await page.getByRole("textbox", { name: "Name of the variant" }).fill("shorter");
  await page.getByRole("button", { name: "Make variant" }).click();
  await expect(page.getByText(`${key}/shorter`)).toBeVisible();
  await page.getByRole("textbox", { name: "Message" }).fill("Shortly: {{ input.message }}");
  await expect(page.getByRole("region", { name: "Variables" })).toContainText("input.message");
  await page.getByRole("button", { name: "Save revision" }).click();
  const variants = page.getByRole("region", { name: "Variants" });
  await expect(variants.getByText("Forked from main, revision 1.")).toBeVisible();
  await expect(variants.getByText("revision 2")).toBeVisible();
  await variants.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { name: "main, revision 1 to shorter, revision 2" })).toBeVisible();
  await variants.getByRole("link", { name: "main" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toContainText("Answer: ");

  await openNewEditor(page, "Uses a variant");
  for (const kind of ["Chat message", "Model call", "End"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  await nodeNamed(page, "Model call").click();
  await choose(page, "Prompt", key);
  await choose(page, "Variant", "shorter");
  await expect(page.getByText("Shortly: {{ input.message }}")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^Saved, rev/ })).toBeVisible();
});

test("a prompt is given examples, by mouse and by keyboard, and what changed is shown", async ({ watched: page }) => {
  await makePrompt(page);
  const examples = page.getByRole("region", { name: "Examples" });
  await examples.getByRole("button", { name: "Add example" }).click();
  await expect(page.getByRole("alert").first()).toHaveText("This message is empty. Write it, or remove it.");
  await page.getByRole("textbox", { name: "Example 1", exact: true }).fill("Where is A-1?");
  await page.getByRole("textbox", { name: "Example 2", exact: true }).fill("On its way.");
  await page.getByRole("button", { name: "Move example 2 up" }).press("ArrowUp");
  await expect(page.getByRole("textbox", { name: "Example 1", exact: true })).toContainText("On its way.");
  await expect(page.getByText("A conversation begins with the user: move this message down.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save revision" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Move example 1 up" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("textbox", { name: "Example 2", exact: true })).toContainText("On its way.");
  await page.getByRole("button", { name: "Save revision" }).click();
  await page.getByRole("region", { name: "Revisions" }).getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("region", { name: "Examples" })).toContainText("Where is A-1?");
  await page.getByRole("button", { name: "Back to the text" }).click();
  await page.getByRole("button", { name: "Remove example 2" }).click();
  await expect(page.getByRole("textbox", { name: "Example 1", exact: true })).toContainText("Where is A-1?");
  await expect(page.getByRole("textbox", { name: "Example 2", exact: true })).toBeHidden();
});

test("a prompt in use is not archived and says where; one that is not is archived and comes back", async ({
  watched: page,
}) => {
  const key = await makePrompt(page);
  const harness = await useInNewHarness(page, key);
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  const inUse = page.getByRole("dialog", { name: "“Answer” is in use" });
  await expect(inUse.getByRole("link", { name: harness })).toBeVisible();
  await inUse.getByRole("button", { name: "Close" }).last().click();

  const free = await makePrompt(page, false);
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await page.getByRole("button", { name: "Archive prompt" }).click();
  await page.waitForURL(/\/acme\/prompts$/);
  await expect(page.getByText(free, { exact: true })).toBeHidden();
  await page.getByRole("button", { name: "Archived" }).click();
  const row = page.getByRole("row").filter({ hasText: free });
  await row.getByRole("button", { name: "Restore Answer" }).click();
  await expect(row).toBeHidden();
  await page.getByRole("button", { name: "In use" }).click();
  await expect(page.getByRole("row").filter({ hasText: free })).toBeVisible();
});

test("columns answer side by side with their figures, and a comparison is cancelled", async ({ watched: page }) => {
  const key = await makePrompt(page);
  await makeDataset(page, `words_${Date.now()}`);
  await page.goto(`/acme/prompts/${key}/playground`);
  await page.getByRole("button", { name: "Add column" }).click();
  await page.getByRole("textbox", { name: "Message, column 2" }).fill("Other: {{ input.message }}");
  await choose(page, "Model, column 2", "sandbox/support-demo");
  await page.getByRole("textbox", { name: "Temperature, column 2" }).fill("0.9");
  await page.getByRole("textbox", { name: "message, row 1" }).fill("Where is my order?");
  await choose(page, "Repeats", "2 times each");
  await expect(page.getByText("4 runs, each by a worker in the environment draft; costs nothing")).toBeVisible();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  for (const column of [1, 2])
    await expect(page.getByRole("region", { name: `Figures of column ${column}` })).toContainText("2 of 2", {
      timeout: 30_000,
    });
  await expect(page.getByText("Succeeded")).toHaveCount(4);
  await expect(page.getByText(/tokens in, /)).toHaveCount(4);
  await expect(page.getByRole("button", { name: "Make test case" })).toHaveCount(4);
  await page.getByRole("checkbox", { name: "Differences from column 1" }).check();
  await expect(page.locator("ins").first()).toBeVisible();
  await choose(page, "Repeats", "Once each");
  await page.getByRole("combobox", { name: "Rows of a dataset" }).click();
  await page
    .getByRole("option", { name: /^Words/ })
    .first()
    .click();
  const rows = page.getByRole("dialog", { name: /^Rows of Words/ });
  await expect(rows.getByRole("status")).toHaveText("12 of 25 chosen");
  await rows.getByRole("button", { name: "Choose none" }).click();
  await rows.getByRole("checkbox", { name: "Word 3", exact: true }).check();
  await rows.getByRole("searchbox", { name: "Find a row" }).fill("Word 11");
  await rows.getByRole("checkbox", { name: "Word 11", exact: true }).check();
  await rows.getByRole("button", { name: "Take 2 rows" }).click();
  await expect(page.getByRole("textbox", { name: "message, row 1" })).toHaveValue("Word 3");
  await expect(page.getByRole("textbox", { name: "message, row 2" })).toHaveValue("Word 11");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("button", { name: /^Cancel \d+ runs?$/ }).click();
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible({ timeout: 30_000 });
});

/** Makes a prompt of its own and opens it. */
async function makePrompt(page: Page, isFirst = true): Promise<string> {
  const key = `answer_${Date.now()}`;
  if (isFirst) await signIn(page);
  await page.goto("/acme/prompts");
  await page.getByRole("button", { name: "New prompt" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New prompt" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Answer");
  await dialog.getByRole("textbox", { name: "Key" }).fill(key);
  await dialog.getByRole("textbox", { name: "Message" }).fill("Answer: {{ input.message }}");
  await dialog.getByRole("button", { name: "Make prompt" }).click();
  await expect(page.getByRole("button", { name: "Fork" })).toBeVisible({ timeout: 15_000 });
  return key;
}

/** A harness whose one step uses the prompt, made through the API by the page itself. Gives its name. */
async function useInNewHarness(page: Page, prompt: string): Promise<string> {
  const name = `Uses ${prompt}`;
  const statuses = await page.evaluate(
    async ({ name, prompt }) => {
      const send = (method: string, path: string, body: unknown) =>
        fetch(`/api/v1/acme${path}`, {
          method,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
      const made = await send("POST", "/harnesses", { name });
      const { slug } = await made.json();
      const config = { slot: "main", prompt: { system: "", user: "", ref: { prompt, rev: "latest" } } };
      const step = { key: "ask", kind: "llm", v: 1, label: "Ask", parent: null, config, in: {}, policy: {} };
      const command = { kind: "add-nodes", nodes: [{ id: "n_0000000001", ...step }], edges: [], at: {} };
      const saved = await send("PATCH", `/harnesses/${slug}/draft`, {
        ...{ baseRev: 1, batchId: crypto.randomUUID() },
        commands: [command],
      });
      return [made.status, saved.status];
    },
    { name, prompt },
  );
  expect(statuses).toEqual([201, 200]);
  return name;
}

/** A dataset of twelve rows, made through the API by the page itself. */
async function makeDataset(page: Page, key: string): Promise<void> {
  const put = Array.from({ length: 12 }, (_, at) => ({ input: { message: `Word ${at + 1}` } }));
  const statuses = await page.evaluate(
    async ({ key, put }) => {
      const post = (path: string, body: unknown) =>
        fetch(`/api/v1/acme${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
      const made = await post("/datasets", { key, name: "Words" });
      const filled = await post(`/datasets/${key}/revisions`, { baseRev: 1, put });
      return [made.status, filled.status];
    },
    { key, put },
  );
  expect(statuses).toEqual([201, 201]);
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option }).first().click();
}
