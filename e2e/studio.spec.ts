import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { drop, nodeNamed, openDrawn, openNewEditor } from "@/e2e/editor-actions";

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

test("the cases of a branch and the models of a slot get another order by button and by key, and one undo takes it back", async ({
  watched: page,
}) => {
  const cases = [
    { key: "large", label: "Large", when: "input.total > 1000.0" },
    { key: "open", label: "Open", when: 'input.state == "open"' },
  ];
  const node = { v: 1, label: "Which way", kind: "branch" };
  await openDrawn(page, "First true case wins", {
    nodes: [
      {
        id: "n_start00000",
        key: "start",
        kind: "trigger.api",
        label: "Start",
        config: { mode: "async", waitMs: 30_000 },
      },
      { ...node, id: "n_branch0000", key: "branch", config: { cases } },
      { id: "n_end0000000", key: "end", kind: "end", label: "Done", config: { outcome: "success" } },
    ],
    lines: ["start.out > branch.in", "branch.large > end.in"],
  });
  await nodeNamed(page, "Which way").click();
  const labels = () => inspector(page).getByRole("textbox", { name: /^Label of/ });
  const shown = () =>
    labels().evaluateAll((all) => all.map((one) => (one instanceof HTMLInputElement ? one.value : "")));
  await inspector(page).getByRole("button", { name: "Move Large down" }).click();
  await expect.poll(shown).toEqual(["Open", "Large"]);
  await expect(page.getByRole("img", { name: "Exit large of Which way" })).toBeVisible();
  await expect(inspector(page).getByRole("button", { name: "Move Large down" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect.poll(shown).toEqual(["Large", "Open"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(shown).toEqual(["Open", "Large"]);
  await expect(page.locator(".react-flow__edge")).toHaveCount(2);
  await page.locator(".react-flow__pane").click({ position: { x: 700, y: 60 } });
  for (const model of [/^sandbox\/echo/, /^sandbox\/flaky-30/]) {
    await inspector(page).getByRole("combobox", { name: "Add a fallback to slot main" }).click();
    await page.getByRole("option", { name: model }).click();
  }
  await inspector(page).getByRole("button", { name: "Move fallback sandbox/flaky-30 up" }).click();
  const fallback = (at: number) => inspector(page).getByRole("combobox", { name: `Fallback ${at} of slot main` });
  await expect(fallback(1)).toHaveText("sandbox/flaky-30");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(fallback(1)).toHaveText("sandbox/echo");
  await expect(fallback(2)).toHaveText("sandbox/flaky-30");
});

test("a run gets limits of time, of steps at once and of subflows, and each says what is too much", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Has its limits");
  const field = (name: string) => inspector(page).getByRole("textbox", { name });
  await expect(field("Active time at most")).toHaveValue("20");
  await field("Active time at most").fill("45");
  await field("Subflows inside each other").fill("9");
  await expect(inspector(page).getByText("A number from 1 to 8.")).toBeVisible();
  await field("Subflows inside each other").fill("2");
  await field("Steps at once").fill("4");
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await page.reload();
  await expect(field("Active time at most")).toHaveValue("45");
  await expect(field("Subflows inside each other")).toHaveValue("2");
  await expect(field("Steps at once")).toHaveValue("4");
});

test("a harness gets another name and goes into the archive, which says what is not stopped, and comes back", async ({
  watched: page,
}) => {
  const name = `Moves ${Date.now().toString(36)}`;
  await openNewEditor(page, name);
  await inspector(page).getByRole("textbox", { name: "Name", exact: true }).fill(`${name} on`);
  await expect(page.getByRole("heading", { name: `${name} on, editor` })).toBeAttached();
  await expect(page.getByText(/^Saved, rev [2-9]/)).toBeVisible();
  await page.goto("/acme/harnesses");
  const rows = page.getByRole("table", { name: "Harnesses" });
  await rows.getByRole("link", { name: `${name} on`, exact: true }).click();
  await page.getByRole("button", { name: "More about the draft" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  const dialog = page.getByRole("dialog", { name: `Archive “${name} on”?` });
  await expect(dialog.getByText(/No environment runs it/)).toBeVisible();
  await dialog.getByRole("button", { name: "Archive harness" }).click();
  await page.waitForURL(/\/acme\/harnesses$/);
  await expect(rows.getByText("Support desk").first()).toBeVisible();
  await expect(rows.getByText(`${name} on`, { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Archived", exact: true }).click();
  await rows.getByRole("button", { name: `Restore ${name} on` }).click();
  await expect(rows.getByText(`${name} on`, { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "In use" }).click();
  await expect(rows.getByRole("link", { name: `${name} on`, exact: true })).toBeVisible();
});

test("a list of the state says what its items are, and another type asks before that is dropped", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Remembers a list");
  await inspector(page).getByRole("textbox", { name: "Name of a new state variable" }).fill("orders");
  await page.keyboard.press("Enter");
  const type = inspector(page).locator('[data-place="state.orders"]').getByRole("combobox", { name: "Type" });
  const choose = async (option: string) => {
    await type.click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await choose("List");
  const items = inspector(page).getByRole("textbox", { name: "Items of orders (JSON Schema)" });
  await expect(items).toContainText("{}");
  await items.fill('{ "type": "object", "properties": { "sku": { "type": "string" } } }');
  await expect(items).toContainText("sku");
  await choose("Text");
  const dialog = page.getByRole("dialog", { name: "Another type for “orders”?" });
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(items).toContainText("sku");
  await choose("Text");
  await dialog.getByRole("button", { name: "Make it text" }).click();
  await expect(items).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items).toContainText("sku");
});

test("an approval asks people by their names; who may not decide cannot be chosen, and readiness says who has left", async ({
  watched: page,
}) => {
  const left = "018f0000-0000-7000-8000-0000000000ff";
  const config = { title: "May it go on?", users: [left], excludeStarter: true, expiresMs: 86_400_000 };
  await openDrawn(page, "Asks by name", {
    nodes: [
      { id: "n_start00000", key: "start", kind: "trigger.chat", label: "Start", config: { threadPer: "session" } },
      { id: "n_ask0000000", key: "ask", kind: "approval", label: "Ask", config },
    ],
    lines: ["start.out > ask.in"],
  });
  await nodeNamed(page, "Ask").click();
  await page.getByRole("button", { name: /^Readiness/ }).click();
  const finding = page
    .getByRole("region", { name: "Readiness" })
    .getByRole("article")
    .filter({ hasText: "approver-gone" });
  await expect(finding).toContainText('Nobody that "Ask" names may decide');
  const people = inspector(page).getByRole("group", { name: "People, one of whom decides" });
  await expect(people.getByRole("checkbox", { name: /A former member/ })).toBeChecked();
  await people.getByRole("checkbox", { name: /A former member/ }).click();
  await expect(people.getByText("Nobody is named yet: choose at least one person.")).toBeVisible();
  await expect(people.getByRole("checkbox", { name: /may not decide as/ }).first()).toBeDisabled();
  await people.getByRole("checkbox", { name: /mara@acme\.test/ }).check();
  await expect(finding).toHaveCount(0);
});

test("the owner of a harness is chosen in the list", async ({ watched: page }) => {
  await openNewEditor(page, "Needs an owner");
  await page.goto("/acme/harnesses");
  const row = page.getByRole("row", { name: /^Needs an owner/ });
  await expect(row).toContainText("Mara Keller");
  await row.getByRole("button", { name: "Choose the owner of Needs an owner" }).click();
  const dialog = page.getByRole("dialog", { name: "Owner of “Needs an owner”" });
  await dialog.getByRole("combobox", { name: "Owner" }).click();
  await page.getByRole("option", { name: /^Jon/ }).click();
  await dialog.getByRole("button", { name: "Make owner" }).click();
  await expect(row).toContainText("Jon");
  await expect(page.getByText(/^Jon .* owns Needs an owner$/)).toBeVisible();
});
