import { expect, signIn, test } from "@/e2e/browser-page";

test("the API can be read without a script, linked to, and copied as a command", async ({ watched, browser }) => {
  await signIn(watched);
  await watched.goto("/acme/keys");
  await watched.getByRole("link", { name: "API reference" }).click();
  const operations = watched.getByRole("navigation", { name: "Operations" });
  await operations.getByText("Runs", { exact: true }).click();
  await operations.locator('a[href$="#post-runs"]').click();
  await expect(watched).toHaveURL(/docs\/api\/runs\?tenant=acme#post-runs$/);
  const operation = watched.locator("#post-runs");
  await expect(operation).toBeInViewport();
  await expect(operation.getByText("/api/v1/acme/runs")).toBeVisible();

  const bare = await browser.newContext({ javaScriptEnabled: false });
  const page = await bare.newPage();
  await page.goto("/docs/api/runs#post-runs");
  await expect(page.locator("#post-runs").getByRole("heading", { name: /POST \/api\/v1/ })).toBeInViewport();
  await bare.close();
});
