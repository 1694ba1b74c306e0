import type { Browser, Page } from "@playwright/test";
import { expect, signIn } from "@/e2e/browser-page";
import { callApi, openDrawn } from "@/e2e/editor-actions";

/** The smallest harness that can be released: it answers with what it was asked. */
export const SMALL = {
  nodes: [
    {
      id: "n_start00000000",
      key: "start",
      kind: "trigger.api",
      label: "Start",
      config: { mode: "async", waitMs: 30_000 },
    },
    {
      ...{ id: "n_end0000000000", key: "done", kind: "end", label: "Done", config: { outcome: "success" } },
      in: { answer: { cel: "input.message" } },
    },
  ],
  lines: ["start.out > done.in"],
};

/** Draws a small harness, freezes it as r1 and opens the page of its releases. Returns its slug. */
export async function openReleased(page: Page, name: string): Promise<string> {
  const slug = await openDrawn(page, name, SMALL);
  await callApi(page, "POST", `/harnesses/${slug}/releases`, {});
  await page.goto(`/acme/harnesses/${slug}/releases`);
  return slug;
}

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
