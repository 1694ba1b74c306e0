import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { callApi, openDrawn } from "@/e2e/editor-actions";

const NODES = [
  {
    ...{ id: "n_chat000000", key: "chat", kind: "trigger.chat", label: "Chat message" },
    config: { threadPer: "session" },
  },
  {
    ...{ id: "n_llm0000000", key: "ask", kind: "llm", label: "Answer" },
    config: { slot: "main", prompt: { system: "You help with orders.", user: "{{ input.message }}" } },
    policy: { timeoutMs: 30_000 },
  },
  {
    ...{ id: "n_end0000000", key: "done", kind: "end", label: "Reply" },
    ...{ config: { outcome: "success" }, in: { answer: { cel: "steps.ask.output.text" } } },
  },
];
const turnAbout = (order: number) =>
  `My order A-${order} of 2026-03-${order % 100} has not arrived. ${"I have waited long enough. ".repeat(3)}`;

/** Starts a run and waits for its end. */
const say = (page: Page, body: object): Promise<{ status: string; thread: string }> =>
  page.evaluate(
    async (content) => {
      const headers = { "content-type": "application/json", prefer: "wait=30" };
      const answer = await fetch("/api/v1/acme/runs", { method: "POST", headers, body: content });
      return await answer.json();
    },
    JSON.stringify({ environment: "staging", ...body }),
  );

test("a long conversation is summarised: drawn by a choice, told in the chat, the plan of the call and the trace", async ({
  watched: page,
}) => {
  test.setTimeout(180_000);
  const name = `Long talk ${Date.now().toString(36)}`;
  const slug = await openDrawn(page, name, { nodes: NODES, lines: ["chat.out > ask.in", "ask.out > done.in"] });
  const choose = async (label: string, option: string) => {
    await page.getByRole("combobox", { name: label, exact: true }).click();
    await page.getByRole("option", { name: option }).click();
  };

  await test.step("what becomes of older messages is a choice where the conversation is told, and nowhere else", async () => {
    const older = page.getByRole("combobox", { name: "Older messages that do not fit" });
    await expect(page.getByRole("combobox", { name: "What a model remembers" })).toBeVisible();
    await expect(older).toBeHidden();
    await choose("What a model remembers", "The whole conversation, as far as it fits");
    await expect(older).toHaveText("Summarise them");
    await choose("Older messages that do not fit", "Leave them out");
    await expect(page.getByLabel("Newest kept as said")).toBeHidden();
    await page.getByRole("button", { name: /^Readiness/ }).click();
    const panel = page.getByRole("region", { name: "Readiness" });
    const finding = panel.getByRole("article").filter({ hasText: "history-lost" });
    await finding.getByRole("button", { name: "Summarise them" }).click();
    await expect(finding).toBeHidden();
    await panel.getByRole("button", { name: "Close readiness" }).click();
    await expect(older).toHaveText("Summarise them");
    await page.getByLabel("Newest kept as said").fill("2");
    await page.getByLabel("Input of a call at most").fill("900");
    await page.getByLabel("Input of a call at most").press("Tab");
    await expect(page.getByRole("status").filter({ hasText: /^Saved, rev/ })).toBeVisible();
  });

  const thread = await test.step("it is released, and talked to at length", async () => {
    const release = await callApi(page, "POST", `/harnesses/${slug}/releases`, {});
    const staging = { releaseId: release.id, reason: "Shown" };
    await callApi(page, "PUT", `/harnesses/${slug}/environments/staging`, staging);
    let conversation: string | null = null;
    for (let order = 1_010; order < 1_018; order++) {
      const said = await say(page, { harness: slug, input: { message: turnAbout(order) }, thread: conversation });
      expect(said.status).toBe("succeeded");
      conversation = said.thread;
    }
    return String(conversation);
  });

  await test.step("the chat says from where back the model is told a summary, and shows it", async () => {
    await page.goto(`/acme/chat?${new URLSearchParams({ agent: `${slug}@staging`, thread })}`);
    const chat = page.getByRole("region", { name: `Conversation with ${name}` });
    const mark = chat.getByText(/^Messages 1 to \d+ are summarised for the model$/);
    await expect(mark).toBeVisible({ timeout: 20_000 });
    const before = await mark.textContent();
    await mark.click();
    await expect(chat.getByText(/^\[\d+\] user: My order A-10/)).toBeVisible();
    await expect(chat.getByText(/sentences of the messages, word for word/i)).toBeVisible();
    const box = page.getByLabel(`Message to ${name}`);
    for (const order of [1_018, 1_019, 1_020]) {
      await box.fill(turnAbout(order));
      await box.press("Enter");
      await expect(chat.getByText(`My order A-${order}`).first()).toBeVisible();
      await expect(chat.getByRole("link", { name: "Open the run" })).toHaveCount(order - 1_009, { timeout: 30_000 });
      await expect(chat.locator(".caret")).toHaveCount(0, { timeout: 30_000 });
    }
    await expect(mark).not.toHaveText(before ?? "", { timeout: 20_000 });
  });

  await test.step("the plan of a call has the summary and what it stands for, and opens its text", async () => {
    await page.goto(`/acme/memory?thread=${thread}`);
    const parts = page.getByRole("table", { name: "Parts of this call" });
    await expect(parts.getByRole("row").filter({ hasText: "summarised" })).toContainText(/Messages 1 to \d+/);
    await parts.getByRole("button", { name: /^Summary of messages 1 to/ }).click();
    const drawer = page.getByRole("dialog");
    await expect(drawer.getByText(/My order A-10/)).toBeVisible();
    await expect(drawer.getByText(/numbers, ids, dates and addresses/)).toBeVisible();
    await drawer.getByRole("link", { name: "a run" }).click();
    await page.waitForURL(/\/runs\//);
  });

  await test.step("the trace of the run that made it shows the summary as a step of its own", async () => {
    await page
      .getByRole("option", { name: /Summary of messages/ })
      .first()
      .click();
    await expect(page.getByRole("region", { name: "Summary", exact: true })).toContainText(/messages 1 to \d+/);
    await expect(page).toHaveURL(/span=/);
    await expect(page).toHaveTitle(/^Run/);
  });
});
