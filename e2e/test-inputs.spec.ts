import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { callApi, nodeNamed, openDrawn } from "@/e2e/editor-actions";

const CHAT = {
  ...{ id: "n_chat000000", key: "chat", kind: "trigger.chat", label: "Chat message" },
  config: { threadPer: "session" },
};
const LLM = {
  ...{ id: "n_llm0000000", key: "ask", kind: "llm", label: "Ask" },
  config: { slot: "main", prompt: { system: "Be kind.", user: "{{ input.message }}" } },
};
const END = {
  ...{ id: "n_end0000000", key: "end", kind: "end", label: "End" },
  config: { outcome: "success" },
  in: { answer: { cel: "steps.ask.output.text" } },
};
const CHAIN = { nodes: [CHAT, LLM, END], lines: ["chat.out > ask.in", "ask.out > end.in"] };

const bar = (page: Page) => page.locator(".test-bar");
const panel = (page: Page) => page.getByRole("region", { name: "Test run" });
const runIt = (page: Page) => panel(page).getByRole("button", { name: "Run", exact: true }).click();

test("an input is filled in as a form; what does not fit is named and nothing runs; the input is remembered", async ({
  watched: page,
}) => {
  await openDrawn(page, "Filled in", {
    ...CHAIN,
    inputs: {
      type: "object",
      properties: {
        message: { type: "string" },
        customer: { type: "object", properties: { age: { type: "integer" } }, required: ["age"] },
        tone: { enum: ["warm", "cold"] },
        amounts: { type: "array", items: { type: "number" } },
      },
      required: ["message", "customer"],
    },
  });
  await bar(page)
    .getByRole("button", { name: /^Test run/ })
    .click();
  await expect(panel(page).getByRole("textbox", { name: "message", exact: true })).toBeFocused();
  await panel(page).getByRole("textbox", { name: "message", exact: true }).fill("Where is my order?");
  await panel(page).getByRole("textbox", { name: "age", exact: true }).fill("old");
  await panel(page).getByRole("button", { name: "Add to amounts" }).click();
  await panel(page).getByRole("textbox", { name: "amounts 1" }).fill("12.50");
  await runIt(page);
  await expect(panel(page).getByText("Nothing was run. One field is not right: customer › age.")).toBeVisible();
  await expect(panel(page).getByText("A number is needed here.")).toBeVisible();
  await panel(page).getByRole("textbox", { name: "age", exact: true }).fill("36");
  await panel(page).getByRole("combobox", { name: "tone" }).click();
  await page.getByRole("option", { name: "warm" }).click();
  await runIt(page);
  await expect(bar(page).getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await bar(page)
    .getByRole("button", { name: /^Test run/ })
    .click();
  await expect(panel(page).getByRole("textbox", { name: "age", exact: true })).toHaveValue("36");
  await expect(panel(page).getByRole("textbox", { name: "amounts 1" })).toHaveValue("12.5");
});

test("a row of a dataset is found by a word, tested, and its expected answer stands beside the answer", async ({
  watched: page,
}) => {
  await openDrawn(page, "Tested by a row", CHAIN);
  const key = `mails_${Date.now()}`;
  await callApi(page, "POST", "/datasets", { key, name: `Mails ${key}` });
  await callApi(page, "POST", `/datasets/${key}/revisions`, {
    baseRev: 1,
    message: "",
    put: [
      { input: { message: "Where is order A-1001?" }, expected: { answer: "It is on its way." } },
      { input: { message: "Good morning" } },
    ],
  });
  await page.reload();
  await bar(page)
    .getByRole("button", { name: /^Test run/ })
    .click();
  await panel(page).getByRole("button", { name: "Row of a dataset" }).click();
  await panel(page).getByRole("combobox", { name: "Dataset" }).click();
  await page.getByRole("option", { name: `Mails ${key}` }).click();
  const rows = panel(page).getByRole("option");
  await expect(rows).toHaveCount(2);
  await panel(page).getByRole("combobox", { name: "Find a row by words" }).fill("order");
  await expect(rows).toHaveCount(1);
  await rows.click();
  await expect(panel(page).getByRole("region", { name: "Expected answer" })).toContainText("It is on its way.");
  await runIt(page);
  const outcome = page.getByRole("region", { name: "Answer and expected answer" });
  await expect(outcome.getByText("Not as expected")).toBeVisible({ timeout: 30_000 });
  await expect(outcome.getByRole("region", { name: "Expected" })).toContainText("It is on its way.");
  await expect(outcome.getByRole("region", { name: "Answer" })).toBeVisible();
});

test("only one item of a map runs, the card and the bar say which, and an item that is not there fails", async ({
  watched: page,
}) => {
  const each = {
    ...{ id: "n_each000000", key: "each", kind: "map", label: "Each" },
    config: { concurrency: 2, maxItems: 10, errorMode: "fail" },
    in: { items: { lit: ["a", "b", "c"] } },
  };
  const inner = {
    ...{ id: "n_inner00000", key: "inner", kind: "transform", label: "Inner", parent: each.id },
    config: { fields: { what: { cel: "item" } }, set: {} },
  };
  await openDrawn(page, "One item", {
    nodes: [CHAT, each, inner],
    lines: ["chat.out > each.in", "each.body > inner.in", "inner.out > each.collect"],
  });
  await nodeNamed(page, "Inner").click();
  const item = bar(page).getByRole("textbox", { name: "Only item of “Each”" });
  await expect(item).toHaveValue("1");
  await item.fill("2");
  await bar(page).getByRole("button", { name: "Run to here" }).click();
  await expect(bar(page).getByText("only item 2 of “Each”")).toBeVisible({ timeout: 30_000 });
  await expect(bar(page).getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await expect(nodeNamed(page, "Each").getByText("item 2 only")).toBeVisible();
  await page.getByRole("tab", { name: "Last run" }).click();
  await expect(page.getByRole("region", { name: "Output", exact: true })).toContainText("b");
  await item.fill("9");
  await bar(page).getByRole("button", { name: "Run from the map" }).click();
  await expect(bar(page).getByText("only item 9 of “Each”")).toBeVisible({ timeout: 30_000 });
  await expect(nodeNamed(page, "Each").getByRole("img", { name: "Failed" })).toBeVisible({ timeout: 30_000 });
});

test("a text where a number is wanted is a finding that leads to the field, and what fits is offered first", async ({
  watched: page,
}) => {
  const refund = {
    ...{ id: "n_refund0000", key: "refund", kind: "tool", label: "Refund" },
    config: { tool: "refund_create" },
    in: { order_id: { lit: "A-1001" }, amount: { cel: "input.message" }, reason: { lit: "Broken" } },
  };
  await openDrawn(page, "Typed", {
    nodes: [CHAT, refund],
    lines: ["chat.out > refund.in"],
    inputs: {
      type: "object",
      properties: { message: { type: "string" }, total: { type: "number" } },
      required: ["message", "total"],
    },
  });
  await expect(page.getByRole("img", { name: "Exit out of Chat message, gives an object" })).toBeVisible();
  await page.getByRole("button", { name: /^Readiness/ }).click();
  const finding = page
    .getByRole("region", { name: "Readiness" })
    .getByRole("article")
    .filter({ hasText: "type-error" });
  await expect(finding).toContainText("It is a text, and a number is wanted.");
  await finding.getByRole("button", { name: "Refund" }).click();
  const amount = page.getByRole("textbox", { name: "amount (needed)" });
  await expect(amount).toBeFocused();
  await amount.fill("");
  await page.keyboard.press("Control+Space");
  const offered = page.getByRole("listbox", { name: "Find a variable" });
  await expect(offered.getByText("Fits", { exact: true })).toBeVisible();
  await expect(offered.getByRole("option").first()).toContainText("input.total");
  await page.keyboard.press("Enter");
  await expect(amount).toHaveValue("input.total");
  await expect(finding).toBeHidden();
});

test("a text is found in a stored prompt that a step uses, and replaced by a new revision when it is confirmed", async ({
  watched: page,
}) => {
  const key = `voice_${Date.now()}`;
  await openDrawn(page, "Finds prompts", { nodes: [CHAT], lines: [] });
  await callApi(page, "POST", "/prompts", {
    ...{ key, name: key, message: "" },
    body: {
      messages: [
        { role: "system", content: "Answer like a kettle." },
        { role: "user", content: "{{ input.message }}" },
      ],
    },
  });
  const ask = { ...LLM, config: { slot: "main", prompt: { system: "", user: "", ref: { prompt: key, rev: 1 } } } };
  await openAgain(page, ask);
  await expect(nodeNamed(page, "Ask")).toBeVisible();
  await page.keyboard.press("Control+f");
  const find = page.getByRole("region", { name: "Find and replace" });
  await find.getByRole("textbox", { name: "Find" }).fill("kettle");
  await find.getByRole("textbox", { name: "Replace with" }).fill("teapot");
  const stored = find.getByRole("region", { name: "In stored prompts" });
  await expect(stored.getByRole("link", { name: key })).toBeVisible();
  await stored.getByRole("button", { name: "Replace…" }).click();
  const dialog = page.getByRole("dialog", { name: `Replace in the prompt “${key}”` });
  await expect(dialog).toContainText("Answer like a teapot.");
  await dialog.getByRole("button", { name: "Make revision 2" }).click();
  await expect(page.getByText(`${key} has revision 2 now`)).toBeVisible();
  await expect(stored).toBeHidden();
  await find.getByRole("textbox", { name: "Find" }).fill("teapot");
  await expect(stored).toContainText("rev 2, one step");
  await expect(stored).toContainText("Answer like a teapot.");
});

async function openAgain(page: Page, node: object): Promise<void> {
  const slug = /harnesses\/([^/]+)\//.exec(page.url())?.[1] ?? "";
  await callApi(page, "PATCH", `/harnesses/${slug}/draft`, {
    ...{ baseRev: 2, batchId: crypto.randomUUID() },
    commands: [
      {
        kind: "add-nodes",
        nodes: [{ v: 1, parent: null, in: {}, policy: {}, ...node }],
        edges: [],
        at: { [LLM.id]: { x: 300, y: 200 } },
      },
    ],
  });
  await page.reload();
}
