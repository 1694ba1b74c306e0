import type { Browser, Page } from "@playwright/test";
import { expect, signIn } from "@/e2e/browser-page";

/** Promotes the newest release that may be promoted, on the page of releases. */
export async function promote(page: Page, environment: "staging" | "production"): Promise<void> {
  await page
    .getByRole("button", { name: `Promote to ${environment}` })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("First release");
  await dialog.getByRole("button", { name: `Promote to ${environment}` }).click();
  await expect(dialog).toHaveCount(0);
}

/** Whoever drew a release may not promote it to production: Dana runs things at Acme, waives what is open, and promotes. */
export async function promoteAsAnother(browser: Browser, releases: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, "dana@acme.test");
  await page.goto(releases);
  await page.getByRole("button", { name: "Promote to production" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Waive/ }).click();
  await dialog.getByLabel("Why this is all right").fill("A demonstration");
  await dialog.getByRole("button", { name: /^Waive \d+ finding/ }).click();
  await expect(dialog.getByRole("list", { name: "Waived" })).toBeVisible();
  await dialog.getByLabel("Reason").fill("First release");
  await dialog.getByRole("button", { name: "Promote to production" }).click();
  await expect(dialog).toHaveCount(0);
  await context.close();
}
