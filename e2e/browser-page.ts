import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

/** Chromium logs every refused request; a form that shows the refusal is no defect. */
const REFUSED = /status of (409|422) /;

/** A page that fails its test when the console shows an error, an exception escapes, or axe finds a violation at the end. */
export const test = base.extend<{ watched: Page }>({
  watched: async ({ page }, use) => {
    const problems: string[] = [];
    page.on(
      "console",
      (message) =>
        message.type() === "error" &&
        !REFUSED.test(message.text()) &&
        problems.push(`${message.text()} ${message.location().url}`),
    );
    page.on("pageerror", (error) => problems.push(error.message));
    await use(page);
    expect(problems).toEqual([]);
    await expectAccessible(page);
  },
});

/** No axe violation (WCAG 2.0 to 2.2, A and AA), in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    // A colour that is still on its way to the other scheme would be measured half-way.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(
      violations.map(
        ({ id, nodes }) => `${colorScheme}: ${id} ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
      ),
    ).toEqual([]);
  }
}

export async function signIn(page: Page, email = "mara@acme.test"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("slipway-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Until the page's scripts are there: a key that is pressed before is the browser's alone. */
export const untilReady = (page: Page) => page.waitForFunction(() => window.earlyPress?.listens);

export { expect };
