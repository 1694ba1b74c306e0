import type { Page } from "@playwright/test";
import { expect, signIn, test, untilReady } from "@/e2e/browser-page";

/** How many characters at the end of a name are of one test only. */
const STAMP = 8;

test("the heads of a list sort it, and Back takes the sort away again", async ({ watched: page }) => {
  const [first = ""] = await openHarnesses(page, ["Sorted 2", "Sorted 10"]);
  await page.getByRole("searchbox", { name: "Find by name" }).fill(first.slice(-STAMP));
  await expect(names(page)).toHaveCount(2);
  const head = page.getByRole("columnheader", { name: "Harness", exact: true });
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/[?&]sort=name/);
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(names(page)).toHaveText([/^Sorted 2/, /^Sorted 10/]);
  await head.getByRole("button").click();
  await expect(page).toHaveURL(/[?&]sort=-name/);
  await expect(names(page)).toHaveText([/^Sorted 10/, /^Sorted 2/]);
  await page.reload();
  await expect(names(page)).toHaveText([/^Sorted 10/, /^Sorted 2/]);
  await page.goBack();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(names(page)).toHaveText([/^Sorted 2/, /^Sorted 10/]);
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await head.getByRole("button").click();
  await expect(page).not.toHaveURL(/sort=/);
  await expect(head).not.toHaveAttribute("aria-sort");
});

test("two presses at once on the head of a column count as two, and one beside Back is not lost", async ({
  watched: page,
}) => {
  const [first = ""] = await openHarnesses(page, ["Sorted 2", "Sorted 10"]);
  await page.goto(`/acme/harnesses?q=${first.slice(-STAMP)}`);
  const head = page.getByRole("columnheader", { name: "Harness", exact: true });
  await untilReady(page);
  await head.getByRole("button").dblclick();
  await expect(names(page)).toHaveText([/^Sorted 10/, /^Sorted 2/]);
  await expect(page).toHaveURL(/[?&]sort=-name/);
  await page.reload();
  await untilReady(page);
  // Next asks the server for the page that one goes back to; on a slow machine a person is faster than the answer.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.goBack();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("button").click();
  await expect(names(page)).toHaveText([/^Sorted 10/, /^Sorted 2/]);
  await page.waitForLoadState("networkidle");
  // While the page that one goes back to arrives, Next shows no title.
  await expect(page).toHaveTitle(/^Harnesses/);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await expect(page).toHaveURL(/[?&]sort=-name/);
  await expect(names(page)).toHaveText([/^Sorted 10/, /^Sorted 2/]);
});

test("a search keeps to the rows that match, says when none does, and is cleared", async ({ watched: page }) => {
  const [first = "", second = ""] = await openHarnesses(page, ["Sought", "Other"]);
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "Find by name" });
  await expect(field).toBeFocused();
  await page.keyboard.type(first);
  await expect(names(page)).toHaveText([first]);
  await expect(page).toHaveURL(/[?&]q=/);
  await page.reload();
  await expect(names(page)).toHaveText([first]);
  await field.fill(`${first} ${second}`);
  await expect(page.getByText(`No harness matches “${first} ${second}”`)).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(field).toHaveValue("");
  await expect(names(page).filter({ hasText: second })).toBeVisible();
});

test("a column that is hidden and rows that are compact stay so", async ({ watched: page }) => {
  await openHarnesses(page, []);
  const steps = page.getByRole("columnheader", { name: "Steps" });
  await expect(steps).toBeVisible();
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Harness" })).toHaveCount(0);
  await page.getByRole("menuitemcheckbox", { name: "Steps" }).click();
  await expect(steps).toBeHidden();
  const compact = page.getByRole("menuitemcheckbox", { name: "Compact rows, in every table" });
  await compact.click();
  await expect(compact).toBeChecked();
  await page.reload();
  await expect(names(page).first()).toBeVisible();
  await expect(steps).toBeHidden();
  expect((await page.getByRole("row").nth(1).boundingBox())?.height).toBeLessThan(32);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Reset columns" }).click();
  await expect(steps).toBeVisible();
});

test("several harnesses are archived without a mouse", async ({ watched: page }) => {
  const made = await openHarnesses(page, ["Goes 1", "Goes 2", "Stays 3"]);
  await page.goto(`/acme/harnesses?sort=name&q=${made.join("").slice(-STAMP)}`);
  await expect(names(page)).toHaveText(made);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection.getByRole("status")).toHaveText("3 selected");
  await page.keyboard.press("x");
  await expect(selection.getByRole("status")).toHaveText("2 selected");
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "Archive 2 harnesses?" });
  await expect(dialog.getByRole("listitem")).toHaveText(made.slice(0, 2));
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(selection.getByRole("status")).toHaveText("2 selected");
  await page.keyboard.press("e");
  await expect(dialog.getByRole("listitem")).toHaveText(made.slice(0, 2));
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Archive 2 harnesses" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 harnesses archived")).toBeVisible();
  await expect(names(page)).toHaveText(made.slice(2));
  await expect(selection).toBeHidden();
});

test("what is in use is not archived with the others: it stays selected, and the reason is said", async ({
  watched: page,
}) => {
  await signIn(page);
  await page.goto("/acme/prompts");
  await expect(page.getByRole("button", { name: "New prompt" }).first()).toBeVisible();
  const [free, used] = await makePrompts(page);
  await page.goto(`/acme/prompts?q=${used.slice(-STAMP)}`);
  for (const key of [free, used]) await page.getByRole("checkbox", { name: `Select Prompt ${key}` }).check();
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection.getByRole("status")).toHaveText("2 selected");
  await page.keyboard.press("e");
  await page.getByRole("dialog").getByRole("button", { name: "Archive 2 prompts" }).click();
  const result = page.getByRole("dialog", { name: "1 archived, 1 not" });
  await expect(result.getByRole("listitem")).toContainText(`Prompt ${used}`);
  await expect(result.getByRole("listitem")).toContainText(`"${used}" is used by the draft of`);
  await result.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("checkbox", { name: `Select Prompt ${used}` })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: `Select Prompt ${free}` })).toHaveCount(0);
  await expect(selection.getByRole("status")).toHaveText("1 selected");
  await page.keyboard.press("Escape");
  await expect(selection).toBeHidden();
});

const names = (page: Page) => page.getByRole("table", { name: "Harnesses" }).locator("tbody a.font-medium");

/** Signs in, makes empty harnesses whose names end the same, and opens the list of them. Gives their names. */
async function openHarnesses(page: Page, wanted: string[]): Promise<string[]> {
  await signIn(page);
  await page.goto("/acme/harnesses");
  await expect(names(page).first()).toBeVisible();
  const stamp = Date.now().toString(36);
  const made = wanted.map((name) => `${name} ${stamp}`);
  for (const name of made) expect(await send(page, "POST", "/harnesses", { name })).toBe(201);
  await page.reload();
  await expect(names(page).first()).toBeVisible();
  return made;
}

/** Two prompts, the second of which a new harness uses. Gives their keys. */
async function makePrompts(page: Page): Promise<[string, string]> {
  const stamp = Date.now().toString(36);
  const [free, used] = [`free_${stamp}`, `used_${stamp}`];
  const messages = [{ role: "user", content: "Answer: {{ input.message }}" }];
  for (const key of [free, used]) {
    const body = { key, name: `Prompt ${key}`, body: { messages } };
    expect(await send(page, "POST", "/prompts", body)).toBe(201);
  }
  const slug = `uses-${stamp}`;
  expect(await send(page, "POST", "/harnesses", { name: slug })).toBe(201);
  const config = { slot: "main", prompt: { system: "", user: "", ref: { prompt: used, rev: "latest" } } };
  const step = { key: "ask", kind: "llm", v: 1, label: "Ask", parent: null, config, in: {}, policy: {} };
  const command = { kind: "add-nodes", nodes: [{ id: "n_0000000001", ...step }], edges: [], at: {} };
  const edits = { baseRev: 1, batchId: crypto.randomUUID(), commands: [command] };
  expect(await send(page, "PATCH", `/harnesses/${slug}/draft`, edits)).toBe(200);
  return [free, used];
}

/** A call of the API by the page itself; gives the status. */
const send = (page: Page, method: string, path: string, body: unknown): Promise<number> =>
  page.evaluate(
    async ({ method, path, body }) => {
      const { status } = await fetch(`/api/v1/acme${path}`, {
        method,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return status;
    },
    { method, path, body },
  );
