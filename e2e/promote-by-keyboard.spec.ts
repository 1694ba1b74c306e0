import type { Locator, Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { openDrawn } from "@/e2e/editor-actions";
import { SMALL } from "@/e2e/promotion-actions";

const MOST_STOPS = 80;

/** Goes on with Tab until it has the focus, as somebody without a pointer does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeEnabled();
  const isThere = () => wanted.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < MOST_STOPS && !(await isThere()); stop++) await page.keyboard.press("Tab");
  await expect(wanted).toBeFocused();
}

test("from a draft to staging by keyboard alone: freeze it, look at what is open, promote it", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  await openDrawn(page, `By keys ${Date.now()}`, SMALL);
  const press = (keys: string) => page.keyboard.press(keys);

  await tabTo(page, page.getByRole("button", { name: "Create release" }).first());
  await press("Enter");
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Create release" }));
  await press("Enter");
  await page.waitForURL(/\/releases$/);

  await tabTo(page, page.getByRole("button", { name: "Promote to staging" }));
  await press("Enter");
  const dialog = page.getByRole("dialog", { name: "Promote r1 to staging" });
  await expect(dialog.getByRole("region", { name: "Findings now" })).toBeVisible();
  await tabTo(page, dialog.getByLabel("Reason"));
  await page.keyboard.type("By keyboard");
  await press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Staging" }).getByText("r1", { exact: true })).toBeVisible();
  await expect(page.getByText("“By keyboard”")).toBeVisible();
});
