import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";
import { LOCAL_API_PORT } from "@/e2e/local-api";
import { type LoopbackTools, startLoopbackMcp } from "@/lib/platform/testing/loopback-mcp";

async function call(page: Page, key: string) {
  await page.goto(`/acme/tools/${key}/edit`);
  const trial = page.getByRole("region", { name: "Try it" });
  await trial.getByRole("textbox", { name: "Arguments" }).fill('{ "text": "ahoy" }');
  await trial.getByRole("button", { name: "Call it" }).click();
  return trial;
}

test("a tool of an MCP server that changes by one word is refused, shown with the change, and runs again once a person says why", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  const served: LoopbackTools = { echo: "Says the same text." };
  const server = await startLoopbackMcp(served, LOCAL_API_PORT);
  const name = `loop${Date.now() % 1_000_000}`;
  const calls = () => server.seen.filter((one) => one.method === "tools/call").length;
  try {
    await signIn(page);
    await test.step("the server is added, listed, and its tool approved", async () => {
      await page.goto("/acme/tools/servers");
      await page.getByRole("button", { name: "Add server" }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByLabel("Address").fill(server.url);
      await dialog.getByRole("button", { name: "Add server" }).click();
      await page.getByRole("button", { name: "List its tools" }).first().click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page.getByRole("dialog").getByText(/what was seen of 2 tools are forgotten/)).toBeVisible();
      await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
      await page.getByRole("button", { name: "Details of echo" }).click();
      await page.getByRole("button", { name: "Approve", exact: true }).click();
      await expect(page.getByText("Approved", { exact: true })).toBeVisible();
    });

    const key = `${name}_echo`;
    await expect((await call(page, key)).getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
    expect(calls()).toBe(1);

    await test.step("one word is another: the call is refused, and the server never gets it", async () => {
      served.echo = "Says the changed text.";
      const trial = await call(page, key);
      await expect(trial.getByText(/tool-changed/)).toBeVisible({ timeout: 30_000 });
      expect(calls()).toBe(1);
    });

    await test.step("a person sees what changed, and says why it is fine", async () => {
      await page.goto(`/acme/tools/servers/${name}`);
      await expect(page.getByText("In quarantine: it changed")).toBeVisible();
      const change = page.getByRole("region", { name: "Description" });
      await expect(change.getByRole("listitem")).toContainText(["Says the same text.", "Says the changed text."]);
      const approve = page.getByRole("button", { name: "Approve the change" });
      await expect(approve).toBeDisabled();
      await page.getByLabel("Why the change is fine").fill("The vendor announced the new wording");
      await approve.click();
      await expect(page.getByText("Approved", { exact: true })).toBeVisible();
    });

    await expect((await call(page, key)).getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
    expect(calls()).toBe(2);

    await test.step("while its tool is in the registry the server stays, and says why; one without tools goes", async () => {
      await page.goto(`/acme/tools/servers/${name}`);
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      const stays = page.getByRole("dialog", { name: `“${name}” stays` });
      await expect(stays.getByText(key)).toBeVisible();
      await stays.getByRole("button", { name: "Close" }).click();
      await page.goto("/acme/tools/servers");
      await page.getByRole("button", { name: "Add server" }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill(`${name}x`);
      await dialog.getByLabel("Address").fill(server.url);
      await dialog.getByRole("button", { name: "Add server" }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await page.getByRole("button", { name: "Remove server" }).click();
      await page.waitForURL(/\/tools\/servers$/);
      await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
      await expect(page.getByText(`${name}x`, { exact: true })).toHaveCount(0);
    });
  } finally {
    server.stop();
  }
});
