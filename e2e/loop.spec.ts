import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { drawLine, drop, openNewEditor } from "@/e2e/editor-actions";
import { promote, promoteAsAnother } from "@/e2e/promotion-actions";

const GATEWAY = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 13_200) + 1}`;
const REQUEST = "Please refund EUR 20 for order A-1002";

async function choose(page: Page, field: string, option: string | RegExp) {
  await page.getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option }).click();
}

test("once around the loop: draw, test, release, run, watch, inspect, forbid", async ({
  watched: page,
  request,
  browser,
}) => {
  test.setTimeout(180_000);
  const name = `Refunds ${Date.now()}`;
  await test.step("a new harness is drawn: chat, an agent with a tool, an end", async () => {
    await openNewEditor(page, name);
    await drop(page, "Chat message", { x: 640, y: 130 });
    await drop(page, "Agent", { x: 640, y: 300 });
    await page.getByRole("checkbox", { name: /orders_get/ }).check();
    await page.getByRole("checkbox", { name: /refund_create/ }).check();
    await drop(page, "End", { x: 640, y: 470 });
    await drawLine(page, "Chat message", "Agent");
    await drawLine(page, "Agent", "End");
    await expect(page.locator(".react-flow__edge")).toHaveCount(2);
    await page.getByLabel("Name of a new field").fill("answer");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "answer" }).fill("steps.agent.output.text");
    await expect(page.getByRole("status").filter({ hasText: /^Saved, rev ([2-9]|\d\d)/ })).toBeVisible();
  });

  await test.step("it is tested in place", async () => {
    await page.getByRole("button", { name: /Test run/ }).click();
    await page.getByRole("textbox", { name: "message" }).fill(REQUEST);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Steps that may change something will run" });
    await expect(dialog.getByRole("listitem")).toHaveText([/^Agent\s*may call refund_create$/]);
    await dialog.getByRole("button", { name: "Run them" }).click();
    await expect(page.locator(".test-bar").getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  });

  await test.step("it is released and promoted", async () => {
    await page.getByRole("button", { name: "Create release" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Create release" }).click();
    await page.waitForURL(/\/releases$/);
    await promote(page, "staging");
  });
  await test.step("another person promotes it to production, and answers for what is open", async () => {
    await promoteAsAnother(browser, page.url());
  });
  const slug = new URL(page.url()).pathname.split("/")[3] ?? "";

  const token = await test.step("a program gets a key", async () => {
    return await page.evaluate(async () => {
      const answer = await fetch("/api/v1/acme/keys", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: "loop", scopes: ["run:start", "run:read"], expiresInDays: 1 }),
      });
      return String((await answer.json()).token);
    });
  });
  const startRun = async (key: string) => {
    const answer = await request.post(`${GATEWAY}/api/v1/acme/runs`, {
      headers: { authorization: `Bearer ${token}`, prefer: "wait=30", "idempotency-key": key },
      data: { harness: slug, input: { message: REQUEST } },
    });
    return { status: answer.status(), run: await answer.json() };
  };

  await test.step("a run is started by API through the gateway, and shows its context plan", async () => {
    const { status, run } = await startRun("loop-1");
    expect(status).toBe(200);
    expect(run).toMatchObject({ status: "succeeded", simulated: true });
    expect(run.output.answer).toContain("EUR 20");
    expect((await startRun("loop-1")).run.id).toBe(run.id);
    await page.goto(`/acme/runs/${run.id}`);
    await page
      .getByRole("option", { name: /sandbox\/support-demo/ })
      .first()
      .click();
    await expect(page.getByRole("region", { name: "Context plan" })).toBeVisible();
  });

  await test.step("the tool is forbidden", async () => {
    await page.goto("/acme/policies");
    await page.getByRole("button", { name: "New policy" }).click();
    await choose(page, "What", /Refund an order/);
    await choose(page, "Harness", new RegExp(name));
    await page.getByLabel("Title").fill(`No refunds by ${name}`);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: "Activate", exact: true }).click();
    await page.getByRole("button", { name: "Activate now" }).click();
    await expect(page.getByText(/Version \d+ is active/).first()).toBeVisible();
  });

  await test.step("the next run is denied, with the policy's title, in the trace", async () => {
    const { run } = await startRun("loop-2");
    expect(run.output.answer).toMatch(/not allowed/);
    await page.goto(`/acme/runs/${run.id}`);
    const denial = page.getByRole("option", { name: new RegExp(`No refunds by ${name}`) });
    await denial.first().click();
    await expect(page.getByText("policy_denied").first()).toBeVisible();
  });

  await test.step("the failure heatmap and the audit log show it", async () => {
    await page.goto(`/acme/failures?range=24h&harness=${slug}`);
    await expect(page.getByRole("rowheader", { name: "policy_denied" })).toBeVisible();
    await page.goto(`/acme/runs?error=policy_denied&harness=${slug}`);
    await expect(page.getByRole("table", { name: "Runs" }).getByRole("link").first()).toBeVisible();
    await page.goto("/acme/audit");
    await expect(page.getByText("policy.activate").first()).toBeVisible();
  });
});
