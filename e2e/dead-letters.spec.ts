import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";

/** Activates another policy text for acme; `change` is given the one that is active. */
async function changePolicies(page: Page, add: string, remove: string): Promise<void> {
  await page.evaluate(
    async ([added, removed]) => {
      const { version, cedarText } = await (await fetch("/api/v1/acme/policies")).json();
      const text = String(cedarText).replace(String(removed), "") + String(added);
      await fetch("/api/v1/acme/policies", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ cedarText: text, baseVersion: version, note: "" }),
      });
    },
    [add, remove] as const,
  );
}
const FORBID = `
@id("triage-pause")
@title("Triage uses no model")
forbid (principal in Slipway::Harness::"triage", action == Slipway::Action::"model.invoke", resource);
`;

test("a failed production run is found, replayed after the fix, and resolved", async ({ watched: page }) => {
  test.setTimeout(120_000);
  await signIn(page);
  await changePolicies(page, FORBID, "");
  const runId = await page.evaluate(async () => {
    const answer = await fetch("/api/v1/acme/runs", {
      method: "POST",
      headers: { "content-type": "application/json", prefer: "wait=30" },
      body: JSON.stringify({ harness: "triage", input: { message: "I was charged for last month again" } }),
    });
    const run = await answer.json();
    return `${run.status} ${run.id}`;
  });
  expect(runId).toMatch(/^dead-lettered /);
  await changePolicies(page, "", FORBID);

  await page.goto("/acme/dead-letters?harness=triage&error=policy_denied");
  await page
    .getByRole("table", { name: "Dead letters" })
    .getByRole("button", { name: /Triage uses no model/ })
    .first()
    .click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText(/Triage uses no model/).first()).toBeVisible();
  await expect(drawer.getByText(/carries over 1 step/)).toBeVisible({ timeout: 15_000 });
  await drawer.getByRole("button", { name: "Replay" }).click();
  await page.waitForURL(/\/runs\//);
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });

  await page.goto("/acme/dead-letters?harness=triage&state=replayed");
  await expect(page.getByText("Replayed, succeeded").first()).toBeVisible();
});
