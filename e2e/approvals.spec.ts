import type { APIRequestContext, Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";

const GATEWAY = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 13_200) + 1}`;

/** A run of the demo's support desk, started by a program, whose refund is larger than an agent may make alone. */
async function askForLargeRefund(page: Page, request: APIRequestContext): Promise<string> {
  const token = await page.evaluate(async () => {
    const answer = await fetch("/api/v1/acme/keys", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "approvals", scopes: ["run:start", "run:read"], expiresInDays: 1 }),
    });
    return String((await answer.json()).token);
  });
  const started = await request.post(`${GATEWAY}/api/v1/acme/runs`, {
    headers: { authorization: `Bearer ${token}` },
    data: { harness: "support-desk", input: { message: "Please refund order A-1001" } },
  });
  return String((await started.json()).id);
}

async function openApproval(page: Page, runId: string): Promise<void> {
  await page.goto(`/acme/runs/${runId}`);
  await page.getByRole("link", { name: "Look and decide" }).click({ timeout: 20_000 });
  await expect(page.getByRole("dialog")).toBeVisible();
}

test("a refund asks a person, who sees exactly what would happen; approved, the run finishes", async ({
  watched: page,
  request,
}) => {
  await signIn(page);
  const runId = await askForLargeRefund(page, request);
  await openApproval(page, runId);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("174.6").first()).toBeVisible();
  await expect(dialog.getByText("Amounts over 100 need a person")).toBeVisible();
  await dialog.getByLabel(/Comment/).fill("The customer called");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog.getByText("Approved", { exact: true })).toBeVisible();
  await page.goto(`/acme/runs/${runId}`);
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 20_000 });
});

test("rejected, the refund is never made and the agent says why", async ({ watched: page, request }) => {
  await signIn(page);
  const runId = await askForLargeRefund(page, request);
  await openApproval(page, runId);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/Comment/).fill("Out of the return period");
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expect(dialog.getByText("Rejected", { exact: true })).toBeVisible();
  const output = () =>
    page.evaluate(async (id) => {
      const answer = await fetch(`/api/v1/acme/runs/${id}`);
      return JSON.stringify((await answer.json()).output);
    }, runId);
  await expect.poll(output, { timeout: 20_000 }).toContain("Out of the return period");
});
