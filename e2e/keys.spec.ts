import { expect, signIn, test } from "@/e2e/browser-page";

test("a key is shown once, opens the API until it is revoked, and never another tenant", async ({
  watched,
  playwright,
  baseURL,
}) => {
  const name = `ci ${Date.now()}`;
  await signIn(watched);
  await watched.goto("/acme/keys");
  await watched.getByRole("button", { name: "New key" }).first().click();
  const dialog = watched.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make key" }).click();
  const token = await dialog.getByRole("textbox", { name: "Copy the key" }).inputValue();
  expect(token).toMatch(/^swy_live_/);
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = watched.getByRole("row", { name });
  await expect(row.getByText("Active")).toBeVisible();
  expect(await watched.content()).not.toContain(token);

  const program = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const statusOf = async (path: string) => (await program.get(path)).status();
  expect(await statusOf("/api/v1/acme/runs")).toBe(200);
  expect(await statusOf("/api/v1/acme/members")).toBe(403);
  expect(await statusOf("/api/v1/globex/runs")).toBe(404);

  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  await watched.getByRole("dialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(row.getByText("Revoked")).toBeVisible();
  expect(await statusOf("/api/v1/acme/runs")).toBe(401);
  await program.dispose();
});

test("a person who may not make keys sees them without the button", async ({ watched }) => {
  await signIn(watched, "jon@acme.test");
  await watched.goto("/acme/keys");
  await expect(watched.getByRole("heading", { name: "API keys" })).toBeVisible();
  await expect(watched.getByRole("button", { name: "New key" })).toHaveCount(0);
});
