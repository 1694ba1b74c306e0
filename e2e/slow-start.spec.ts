import type { Page, Route } from "@playwright/test";
import { expect, signIn, test, untilReady } from "@/e2e/browser-page";

/** Holds back the page's scripts until the returned function is called. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isOver = false;
  await page.route("**/_next/static/chunks/*.js", (route) => {
    if (isOver) return route.continue();
    held.push(route);
  });
  return async () => {
    isOver = true;
    await Promise.all(held.map((route) => route.continue()));
  };
}

test("a button that is pressed before the page's scripts are there does its work when they are", async ({
  watched: page,
}) => {
  await signIn(page);
  const release = await holdScripts(page);
  await page.goto("/acme/tools/servers", { waitUntil: "commit" });
  await page.getByRole("button", { name: "Add server" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await release();
  await expect(page.getByRole("dialog", { name: "Add an MCP server" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("who signs in before the page's scripts are there is signed in when they are", async ({ watched: page }) => {
  const release = await holdScripts(page);
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByLabel("E-mail").fill("mara@acme.test");
  await page.getByLabel("Password").fill("slipway-demo");
  await page.getByLabel("Password").press("Enter");
  await release();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
});

test("what is typed while the command palette is on its way stands in it", async ({ watched: page }) => {
  await signIn(page);
  await page.goto("/acme/members");
  await untilReady(page);
  const release = await holdScripts(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("api ke");
  await release();
  const palette = page.getByRole("combobox", { name: "Search and commands" });
  await expect(palette).toBeFocused();
  await expect(palette).toHaveValue("api ke");
  await palette.press("Enter");
  await expect(page).toHaveURL(/\/acme\/keys$/);
});
