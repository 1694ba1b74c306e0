import type { APIRequestContext, Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";
import { courierWorkflow, startLocalApi } from "@/e2e/local-api";

/** Asks the API in the name of the person who is signed in. */
const ask = (page: Page, method: string, path: string, body: object) =>
  page.evaluate(
    async ([verb, at, content]) => {
      const answer = await fetch(`/api/v1/acme${at}`, {
        method: verb,
        headers: { "content-type": "application/json" },
        body: content,
      });
      return await answer.json();
    },
    [method, path, JSON.stringify(body)] as const,
  );

/** A released harness whose only call is never answered, in staging. Returns its slug. */
async function releaseCourier(page: Page): Promise<string> {
  const name = `Courier ${Date.now().toString(36)}`;
  const { slug } = await ask(page, "POST", "/harnesses/imports", { name, workflow: courierWorkflow(name) });
  const release = await ask(page, "POST", `/harnesses/${slug}/releases`, {});
  await ask(page, "PUT", `/harnesses/${slug}/environments/staging`, { releaseId: release.id, reason: "Shown" });
  return slug;
}

/** A run that a program starts; a person lets its request go out, as the policies want. Its answer never comes. */
async function openParkedRun(page: Page, request: APIRequestContext, harness: string): Promise<string> {
  const key = { name: "courier", scopes: ["run:start", "run:read"], expiresInDays: 1 };
  const { token } = await ask(page, "POST", "/keys", key);
  const started = await request.post("/api/v1/acme/runs", {
    headers: { authorization: `Bearer ${token}` },
    data: { harness, environment: "staging", input: {} },
  });
  const { id } = await started.json();
  await page.goto(`/acme/runs/${id}`);
  await page.getByRole("link", { name: "Look and decide" }).click({ timeout: 20_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("dialog").getByText("Approved", { exact: true })).toBeVisible();
  await page.goto(`/acme/runs/${id}`);
  await expect(page.getByText("Needs a decision").first()).toBeVisible({ timeout: 30_000 });
  return id;
}

test("a change that may have happened waits for a person: done, it is not repeated; not done, it is made again", async ({
  watched: page,
  request,
}) => {
  test.setTimeout(120_000);
  const api = await startLocalApi();
  try {
    await signIn(page);
    const harness = await releaseCourier(page);
    const runId = await openParkedRun(page, request, harness);
    const question = page.getByRole("region", { name: "Decision about Book the courier" });
    await expect(question.getByRole("button", { name: "It was not done: try again" })).toBeVisible({
      timeout: 20_000,
    });
    await question.getByRole("button", { name: "It was done" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Result, as JSON").fill('{ "status": 201, "body": { "booking": "BK-9" } }');
    await dialog.getByRole("button", { name: "Take it as done" }).click();
    await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });
    const run = await page.evaluate(async (id) => (await fetch(`/api/v1/acme/runs/${id}`)).text(), runId);
    expect(run).toContain("BK-9");
    expect(api.asked).toEqual(["POST /bookings"]);

    await openParkedRun(page, request, harness);
    await question.getByRole("button", { name: "It was not done: try again" }).click();
    await expect.poll(() => api.asked.length, { timeout: 30_000 }).toBe(3);
    await expect(question.getByRole("button", { name: "Fail the step" })).toBeVisible({ timeout: 30_000 });
  } finally {
    await api.stop();
  }
});
