import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { nodeNamed, openDrawn } from "@/e2e/editor-actions";

const CHAT = {
  ...{ id: "n_chat000000", key: "chat", kind: "trigger.chat", label: "Chat message" },
  config: { threadPer: "session" },
};
const mapOf = (id: string, label: string, more: object) => ({
  ...{ id, key: label.toLowerCase(), kind: "map", label },
  config: { concurrency: 2, maxItems: 10, errorMode: "fail" },
  ...more,
});
const ORDERS = {
  type: "object",
  properties: {
    message: { type: "string" },
    orders: {
      type: "array",
      items: { type: "object", properties: { order_id: { type: "string" }, total: { type: "number" } } },
    },
  },
  required: ["message", "orders"],
};
const bar = (page: Page) => page.locator(".test-bar");
const finding = (page: Page, rule: string) =>
  page.getByRole("region", { name: "Readiness" }).getByRole("article").filter({ hasText: rule });

test("inside of a map the fields of an item are offered, what is misspelt is refused, and the port shows the type", async ({
  watched: page,
}) => {
  const each = mapOf("n_each000000", "Each", { in: { items: { cel: "input.orders" } } });
  const inner = {
    ...{ id: "n_inner00000", key: "inner", kind: "transform", label: "Inner", parent: each.id },
    config: { fields: { cost: { cel: "item.totl" } }, set: {} },
  };
  await openDrawn(page, "Known items", {
    nodes: [CHAT, each, inner],
    lines: ["chat.out > each.in", "each.body > inner.in", "inner.out > each.collect"],
    inputs: ORDERS,
  });
  await expect(page.getByRole("img", { name: "Exit body of Each, gives an object" })).toBeVisible();
  await page.getByRole("button", { name: /^Readiness/ }).click();
  await expect(finding(page, "broken-expression")).toContainText('Did you mean "total"?');
  await finding(page, "broken-expression").getByRole("button", { name: "Inner" }).click();
  const cost = page.getByRole("textbox", { name: "cost", exact: true });
  await cost.fill("");
  await page.keyboard.press("Control+Space");
  const offered = page.getByRole("listbox", { name: "Find a variable" });
  await page.keyboard.type("item total");
  await expect(offered.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(finding(page, "broken-expression")).toBeHidden();
});

test("an argument that a tool needs and is not given blocks, leads to its field and is filled in by a click", async ({
  watched: page,
}) => {
  const refund = {
    ...{ id: "n_refund0000", key: "refund", kind: "tool", label: "Refund" },
    config: { tool: "refund_create" },
    in: { amount: { lit: 5 }, reason: { lit: "Broken" } },
  };
  await openDrawn(page, "Not given", {
    nodes: [CHAT, refund],
    lines: ["chat.out > refund.in"],
    inputs: {
      type: "object",
      properties: { message: { type: "string" }, order_id: { type: "string" } },
      required: ["message", "order_id"],
    },
  });
  await page.getByRole("button", { name: /^Readiness/ }).click();
  const missing = finding(page, "missing-input");
  await expect(missing).toContainText('The tool refund_create needs "order_id"');
  await missing.getByRole("button", { name: "Refund" }).click();
  await expect(page.getByRole("textbox", { name: "order_id (needed)" })).toBeFocused();
  await missing.getByRole("button", { name: "Give it input.order_id" }).click();
  await expect(missing).toBeHidden();
  await expect(page.getByRole("textbox", { name: "order_id (needed)" })).toHaveValue("input.order_id");
});

test("of nested maps an item of each is chosen, and the page of the run says which were taken", async ({
  watched: page,
}) => {
  const orders = mapOf("n_orders0000", "Orders", { in: { items: { lit: [["a", "b"], ["c"]] } } });
  const lines = mapOf("n_lines00000", "Lines", { parent: orders.id, in: { items: { cel: "item" } } });
  const deep = {
    ...{ id: "n_deep000000", key: "deep", kind: "transform", label: "Deep", parent: lines.id },
    config: { fields: { what: { cel: "item" } }, set: {} },
  };
  await openDrawn(page, "Nested items", {
    nodes: [CHAT, orders, lines, deep],
    lines: [
      ...["chat.out > orders.in", "orders.body > lines.in", "lines.body > deep.in"],
      ...["deep.out > lines.collect", "lines.out > orders.collect"],
    ],
  });
  await nodeNamed(page, "Deep").click();
  await bar(page).getByRole("textbox", { name: "Only item of “Lines”" }).fill("2");
  await bar(page).getByRole("button", { name: "Run to here" }).click();
  const words = "item 2 of “Lines” in item 1 of “Orders”";
  await expect(bar(page).getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await expect(nodeNamed(page, "Orders").getByText("item 1 only")).toBeVisible();
  await expect(nodeNamed(page, "Lines").getByText("item 2 only")).toBeVisible();
  await expect(bar(page).getByRole("textbox", { name: "Only item of “Lines”" })).toHaveValue("2");
  await page.getByRole("tab", { name: "Last run" }).click();
  await expect(page.getByRole("region", { name: "Output", exact: true })).toContainText("b");
  await bar(page).getByRole("link", { name: "Open the run" }).click();
  await expect(page.getByText(`This test took only ${words}.`)).toBeVisible();
});
