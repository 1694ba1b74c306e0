import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";
import { echoWorkflow } from "@/e2e/local-api";

const ask = (page: Page, method: string, path: string, body: object) =>
  page.evaluate(
    async ([verb, at, content]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/api/v1/acme${at}`, { method: verb, headers, body: content });
      return await answer.json();
    },
    [method, path, JSON.stringify(body)] as const,
  );

/** Tests the draft once and opens the run. */
async function testDraft(page: Page, slug: string, message: string): Promise<void> {
  const started = await ask(page, "POST", `/harnesses/${slug}/test-runs`, { input: { message } });
  await page.goto(`/acme/runs/${started.runId}`);
}

async function chooseMode(page: Page, name: string, mode: string): Promise<void> {
  await page.goto("/acme/cassettes");
  await page.getByRole("combobox", { name: "Harness" }).click();
  await page.getByRole("option", { name }).click();
  const saved = page.waitForResponse((answer) => answer.url().includes("/cassette-mode") && answer.ok());
  await page.getByRole("button", { name: mode, exact: true }).click();
  await saved;
}

test("a test run is recorded, the next one is answered from the cassette, and another question misses with its difference", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await signIn(page);
  const name = `Parrot ${Date.now().toString(36)}`;
  const question = `Say ${name}`;
  const { slug } = await ask(page, "POST", "/harnesses/imports", { name, workflow: echoWorkflow(name) });
  await chooseMode(page, name, "Record");
  await testDraft(page, slug, question);
  await expect(page.getByText("Records every model answer.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });

  await chooseMode(page, name, "Replay");
  await testDraft(page, slug, question);
  await expect(page.getByText(/It is no fresh evidence/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole("option", { name: /Book the courier/ })
    .first()
    .click();
  await expect(page.getByText("No provider was asked, so it cost nothing.")).toBeVisible();
  await testDraft(page, slug, `${question}, twice`);
  await expect(page.getByText(/The nearest one differs in the messages/).first()).toBeVisible({ timeout: 30_000 });

  await page.goto("/acme/cassettes");
  await page.getByRole("table", { name: "Cassettes" }).getByRole("button", { name: question }).click();
  const drawer = page.getByRole("dialog", { name: "Cassette" });
  await expect(drawer.getByRole("region", { name: "Messages" })).toContainText(question);
  await drawer.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByText(question, { exact: true })).toHaveCount(0);
});
