import { expect, signIn, test } from "@/e2e/browser-page";

test("a wrong password is refused in words and keeps what was typed", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The e-mail address or the password is not right")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("mara@acme.test");
});

test("an owner invites a person by link, who joins and is then removed", async ({ watched, browser }) => {
  const email = `new-${Date.now()}@acme.test`;
  await signIn(watched);
  await watched.goto("/acme/members");
  await watched.getByRole("button", { name: "Invite a person" }).click();
  await watched.getByLabel("E-mail").fill(email);
  await watched.getByRole("button", { name: "Make the link" }).click();
  const link = await watched.getByRole("textbox", { name: "Copy the invite link" }).inputValue();
  await watched.getByRole("button", { name: "Done" }).click();

  const other = await browser.newContext();
  const guest = await other.newPage();
  await guest.goto(new URL(link).pathname);
  await guest.getByLabel("Your name").fill("Noor Haddad");
  await guest.getByLabel(/A password/).fill("a-long-password");
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(/\/acme\/\w+/);
  await guest.goto("/acme/members");
  await expect(guest.getByRole("heading", { name: "Members" })).toBeVisible();
  await expect(guest.getByRole("button", { name: "Invite a person" })).toHaveCount(0);

  await watched.reload();
  const row = watched.getByRole("row", { name: email });
  await row.getByRole("button", { name: "Remove" }).click();
  await watched.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(watched.getByRole("dialog")).toHaveCount(0);
  await expect(row).toHaveCount(0);
  expect((await guest.goto("/acme/members"))?.status()).toBe(404);
  await other.close();
});

test("the last owner cannot step down, and another tenant's pages do not exist", async ({ watched }) => {
  await signIn(watched, "gail@globex.test");
  await watched.goto("/globex/members");
  const role = watched.getByLabel("Role of Gail Okafor");
  await role.selectOption("VIEWER");
  await expect(watched.getByText("This is the last owner")).toBeVisible();
  await expect(role).toHaveValue("OWNER");
});

test("a signed-out request is sent to sign in and comes back", async ({ watched }) => {
  await watched.goto("/acme/members");
  await expect(watched).toHaveURL(/\/sign-in\?callbackUrl/);
});
