import { expect, signIn, test } from "@/e2e/browser-page";

test("the API can be read without a script, linked to, and copied as a command", async ({ watched, browser }) => {
  test.setTimeout(180_000);
  await signIn(watched);
  await watched.goto("/acme/keys");
  await watched.getByRole("link", { name: "API reference" }).click();
  await watched.getByRole("navigation", { name: "Operations" }).locator('a[href="#post-runs"]').click();
  await expect(watched).toHaveURL(/#post-runs$/);
  const operation = watched.locator("#post-runs");
  await expect(operation).toBeInViewport();
  await expect(operation.getByText("/api/v1/acme/runs")).toBeVisible();

  const bare = await browser.newContext({ javaScriptEnabled: false });
  const page = await bare.newPage();
  await page.goto("/docs/api#post-runs");
  await expect(page.locator("#post-runs").getByRole("heading", { name: /POST \/api\/v1/ })).toBeInViewport();
  await bare.close();
});
