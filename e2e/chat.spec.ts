import { expect, signIn, test } from "@/e2e/browser-page";

test("a person talks to a released agent: the answer comes live, tools and the run are in sight, the thread goes on", async ({
  watched: page,
}) => {
  await signIn(page);
  await page.goto("/acme/chat");
  await page.getByRole("button", { name: "New conversation" }).click();
  const box = page.getByLabel("Message to Support desk");
  await box.fill("Where is order A-1001?");
  await box.press("Enter");
  const chat = page.getByRole("region", { name: "Conversation with Support desk" });
  await expect(chat.getByText("Where is order A-1001?")).toBeVisible();
  await expect(chat.getByText(/Order A-1001 is/).first()).toBeVisible({ timeout: 20_000 });
  await expect(chat.getByText("orders_get").first()).toBeVisible();
  await expect(chat.getByText("Simulated").first()).toBeVisible();
  await expect(page).toHaveURL(/thread=/);

  await box.fill("Please refund order A-1001");
  await box.press("Enter");
  await expect(chat.getByText("Waits for approval")).toBeVisible({ timeout: 20_000 });
  await expect(chat.getByRole("link", { name: "Open the run" })).toHaveCount(2);

  await page.reload();
  await expect(chat.getByText("Please refund order A-1001")).toBeVisible({ timeout: 20_000 });
  await expect(chat.getByText(/Order A-1001 is/).first()).toBeVisible();
  await expect(page.getByText("Waits for approval")).toBeVisible();
});
