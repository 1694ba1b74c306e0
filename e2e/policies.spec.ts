import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";
import { callApi, openDrawn } from "@/e2e/editor-actions";

async function choose(page: Page, field: string, option: string | RegExp) {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option }).click();
}

/** Puts another text in force; answers with the one that was. */
async function activate(page: Page, change: (before: string) => string): Promise<string> {
  const { version, cedarText } = await page.evaluate(async () => (await fetch("/api/v1/acme/policies")).json());
  await callApi(page, "POST", "/policies", { cedarText: change(cedarText), baseVersion: version, note: "" });
  return cedarText;
}

const CHAT = {
  ...{ id: "n_start00000000", key: "chat", kind: "trigger.chat", label: "Chat" },
  config: { threadPer: "session" },
};
const END = {
  ...{ id: "n_end0000000000", key: "end", kind: "end", label: "End" },
  ...{ config: { outcome: "success" }, in: { done: { lit: true } } },
};

/** Chat, a step that writes the memory of the user, an end. */
const REMEMBERS = {
  nodes: [
    CHAT,
    {
      ...{ id: "n_note000000000", key: "note", kind: "memory.write", label: "Note" },
      ...{ config: { scope: "user", kind: "fact" }, in: { key: { lit: "last" }, value: { lit: "was here" } } },
    },
    END,
  ],
  lines: ["chat.out > note.in", "note.out > end.in"],
};

test("a step that no policy permits leads to the starter policies that are missing; one is added and put in force", async ({
  watched: page,
}) => {
  const title = "Runs may write the memory of their user";
  await openDrawn(page, `Notes ${Date.now()}`, REMEMBERS);
  const before = await activate(page, (text) =>
    text
      .split(/\n\n+/)
      .filter((policy) => !policy.includes("memory-of-user"))
      .join("\n\n"),
  );
  await page.reload();
  await page.getByRole("button", { name: /^Readiness/ }).click();
  const finding = page.getByRole("article").filter({ hasText: "No active policy allows writing the memory" });
  await expect(finding.getByRole("button", { name: "Note", exact: true })).toBeVisible();
  await finding.getByRole("link", { name: "Open policies" }).click();
  const missing = page.getByRole("region", { name: "Starter policies you do not have" });
  await expect(missing).toContainText("Allow writing the memory of the user");
  await missing.getByRole("button", { name: `Add: ${title}` }).click();
  await expect(missing).toBeHidden();
  await expect(page.getByText("Not active yet")).toBeVisible();
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText(`New: ${title}`);
  await page.getByRole("button", { name: "Activate now" }).click();
  await expect(page.getByText(/Version \d+ is active/).first()).toBeVisible();
  await page.getByRole("tab", { name: /Versions/ }).click();
  await page.goBack();
  await page.getByRole("button", { name: /^Readiness/ }).click();
  await expect(page.getByRole("region", { name: "Readiness" }).getByText("no-policy")).toBeHidden();
  await activate(page, () => before);
});

test("the test bench answers about requests, models and memory in the words of the decisions", async ({
  watched: page,
}) => {
  await signIn(page);
  await page.goto("/acme/policies");
  const bench = page.getByRole("complementary", { name: "Test bench" });
  const ask = () => bench.getByRole("button", { name: "Ask" }).click();

  await choose(page, "Wants to", "Send an HTTP request");
  await choose(page, "Method", "POST");
  await bench.getByLabel("Host").fill("hooks.example.com");
  await ask();
  await expect(bench.getByText("Asks a person")).toBeVisible();
  await expect(bench.getByText("Requests that change something outside need a person")).toBeVisible();

  await choose(page, "Wants to", "Write memory");
  await choose(page, "Whose", /the organisation/);
  await ask();
  await expect(bench.getByText("Denied")).toBeVisible();
  await expect(bench.getByText("No policy allows it")).toBeVisible();
  await choose(page, "Whose", /the conversation/);
  await ask();
  await expect(bench.getByText("Allowed")).toBeVisible();

  await choose(page, "Wants to", "Use a model");
  await ask();
  await expect(bench.getByText("Agents may use any model connection")).toBeVisible();

  await choose(page, "Wants to", "Call a tool");
  await bench.getByLabel("Arguments (JSON)").fill("{");
  await expect(bench.getByText("The arguments are not a JSON object.")).toBeVisible();
  await expect(bench.getByRole("button", { name: "Ask" })).toBeDisabled();
});

test("a test of a draft that remembers runs for a test user of its own, and one that does not asks for none", async ({
  watched: page,
}) => {
  const user = `a${String(Date.now()).slice(-6)}`;
  await openDrawn(page, `Remembers for ${user}`, REMEMBERS);
  const bar = page.locator(".test-bar");
  await bar.getByRole("button", { name: /^Test run/ }).click();
  const panel = page.getByRole("region", { name: "Test run" });
  await expect(panel.getByLabel("Test user")).toHaveValue("Tester");
  await panel.getByLabel("Test user").fill(user);
  await panel.getByRole("button", { name: "Run", exact: true }).click();
  await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await bar.getByRole("button", { name: /^Test run/ }).click();
  await expect(panel.getByLabel("Test user")).toHaveValue(user);
  await page.goto("/acme/memory?tab=entries");
  await expect(page.getByRole("table", { name: "Memory entries" }).getByText(`test:${user}`).first()).toBeVisible();

  await openDrawn(page, `Forgets ${Date.now()}`, {
    nodes: REMEMBERS.nodes.filter(({ key }) => key !== "note"),
    lines: ["chat.out > end.in"],
  });
  await bar.getByRole("button", { name: /^Test run/ }).click();
  await expect(panel.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await expect(panel.getByLabel("Test user")).toBeHidden();
});

test("what is repaired together takes nothing away: timeouts are set, a grant that is too much stays", async ({
  watched: page,
}) => {
  const prompt = { system: "", user: "{{ input.message }}" };
  const memory = [{ scope: "tenant", read: true, write: true }];
  await openDrawn(page, `Repairs ${Date.now()}`, {
    nodes: [
      CHAT,
      {
        ...{ id: "n_agent00000000", key: "agent", kind: "agent", label: "Agent" },
        config: { slot: "main", prompt, tools: [], memory, maxTurns: 4, maxTokens: 5_000, parallelToolCalls: 1 },
      },
      { id: "n_llm0000000000", key: "say", kind: "llm", label: "Say", config: { slot: "main", prompt } },
      END,
    ],
    lines: ["chat.out > agent.in", "agent.out > say.in", "say.out > end.in"],
  });
  await page.getByRole("button", { name: /^Readiness/ }).click();
  const panel = page.getByRole("region", { name: "Readiness" });
  await expect(panel.getByText("no-timeout")).toHaveCount(2);
  await expect(panel.getByText("shared-memory-scope")).toBeVisible();
  await panel.getByRole("button", { name: /^Fix all safe/ }).click();
  await expect(panel.getByText("no-timeout")).toHaveCount(0);
  await expect(panel.getByText("shared-memory-scope")).toBeVisible();
});
