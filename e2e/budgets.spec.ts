import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";

/** A run of the demo's support desk, started by a program. */
async function askAgent(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const answer = await fetch("/api/v1/acme/runs", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ harness: "support-desk", input: { message: "Where is order A-1001?" } }),
    });
    return String((await answer.json()).id);
  });
}

test("a run that a budget has no room for parks with the budget's name; raised, it finishes", async ({
  watched: page,
}) => {
  await signIn(page);
  await page.goto("/acme/budgets");
  await page.getByRole("button", { name: "New budget" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Desk tokens");
  await dialog.getByLabel("Counts the model calls of").click();
  await page.getByRole("option", { name: "Support desk" }).click();
  await dialog.getByRole("button", { name: "Each day" }).click();
  await dialog.getByLabel("Tokens").fill("10");
  await dialog.getByRole("button", { name: "Create budget" }).click();
  await expect(page.getByRole("cell", { name: "Desk tokens Support desk" })).toBeVisible();

  const runId = await askAgent(page);
  await page.goto(`/acme/runs/${runId}`);
  await expect(page.getByText("Waits for budget").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('The budget "Desk tokens"')).toBeVisible();
  await page.getByRole("link", { name: "Look at the budgets" }).click();

  await page.getByRole("button", { name: "1 waiting runs of Desk tokens" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: /Support desk/ })).toHaveAttribute(
    "href",
    `/acme/runs/${runId}`,
  );
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Change Desk tokens" }).click();
  await page.getByRole("dialog").getByLabel("Tokens").fill("1,000,000");
  await page.getByRole("dialog").getByRole("button", { name: "Save the budget" }).click();
  await expect(page.getByText("1 run goes on")).toBeVisible();

  await page.goto(`/acme/runs/${runId}`);
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/acme/budgets");
  await page.getByRole("button", { name: "Delete Desk tokens" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete budget" }).click();
  await expect(page.getByText("No budget yet")).toBeVisible();
});
