import { expect, signIn, test, untilReady } from "@/e2e/browser-page";

test("the command palette goes anywhere by keyboard", async ({ watched }) => {
  await signIn(watched);
  await watched.goto("/acme/members");
  await untilReady(watched);
  await watched.keyboard.press("Control+k");
  const palette = watched.getByRole("combobox", { name: "Search and commands" });
  await palette.fill("api k");
  await expect(watched.getByRole("option", { name: /API keys/ })).toHaveAttribute("aria-selected", "true");
  await palette.press("Enter");
  await expect(watched).toHaveURL(/\/acme\/keys$/);
  await expect(watched.getByRole("dialog")).toHaveCount(0);
});

test("a page whose title is lost on the way is called by its heading", async ({ watched: page }) => {
  await signIn(page);
  await page.goto("/acme/members");
  await untilReady(page);
  await page.evaluate(() => {
    const lose = new MutationObserver(() => {
      const title = document.head.querySelector("title");
      if (!title?.textContent?.startsWith("API keys")) return;
      lose.disconnect();
      title.text = "";
    });
    lose.observe(document.head, { childList: true, subtree: true });
  });
  await page.getByRole("link", { name: "API keys" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeVisible();
  await expect(page).toHaveTitle("API keys · Slipway");
  await page.getByRole("link", { name: "Members", exact: true }).click();
  await expect(page).toHaveTitle("Members · Slipway");
  await expect(page.locator("head > title")).toHaveCount(1);
});

test("a member of two tenants switches, and sees the other role", async ({ watched }) => {
  await signIn(watched, "dana@acme.test");
  await watched.goto("/acme/members");
  await watched.getByRole("button", { name: "Switch tenant, current: Acme" }).click();
  await watched.getByRole("menuitem", { name: "Globex" }).click();
  await expect(watched.getByRole("button", { name: "Switch tenant, current: Globex" })).toBeVisible();
  await expect(watched).toHaveURL(/\/globex\//);
});

test("the theme that a person chooses stays after a reload", async ({ watched }) => {
  await signIn(watched);
  await watched.goto("/acme/members");
  await watched.getByRole("button", { name: /, account$/ }).click();
  await watched.getByRole("menuitem", { name: "Dark" }).click();
  await expect(watched.locator("html")).toHaveAttribute("data-theme", "dark");
  await watched.reload();
  await expect(watched.locator("html")).toHaveAttribute("data-theme", "dark");
  await watched.getByRole("button", { name: /, account$/ }).click();
  await watched.getByRole("menuitem", { name: "As the system" }).click();
  await expect(watched.locator("html")).not.toHaveAttribute("data-theme");
});

test("every place of the rail opens, for every role that sees it", async ({ page }) => {
  test.setTimeout(180_000);
  for (const email of ["mara@acme.test", "jon@acme.test", "audit@acme.test"]) {
    await signIn(page, email);
    await page.goto("/acme/members");
    const links = await page.getByRole("navigation", { name: "Main" }).getByRole("link").all();
    const places = await Promise.all(links.map((link) => link.getAttribute("href")));
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) expect((await page.goto(place ?? ""))?.status(), `${email} ${place}`).toBe(200);
    await page.context().clearCookies();
  }
});

test("a tenant that is not mine looks exactly like one that does not exist", async ({ page }) => {
  await signIn(page, "gail@globex.test");
  for (const path of ["/acme/members", "/no-such-tenant/members", "/globex/no-such-page"]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
});

test("browsers get the mark, search engines are told to stay out", async ({ request }) => {
  expect((await request.get("/favicon.ico")).headers()["content-type"]).toContain("icon");
  const robots = await request.get("/robots.txt");
  expect(await robots.text()).toContain("Disallow: /");
});
