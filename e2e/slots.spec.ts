import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/browser-page";
import { callApi, openDrawn } from "@/e2e/editor-actions";

const MODEL = {
  ...{ id: "n_model00000000", key: "answer", kind: "llm", label: "Answer" },
  config: { slot: "main", prompt: { system: "", user: "{{ input.message }}" } },
  policy: { timeoutMs: 30_000 },
};
/** Asks one model. */
const ASKING = {
  nodes: [
    {
      ...{ id: "n_start00000000", key: "start", kind: "trigger.api", label: "Start" },
      config: { mode: "async", waitMs: 30_000 },
    },
    MODEL,
    {
      ...{ id: "n_end0000000000", key: "done", kind: "end", label: "Done", config: { outcome: "success" } },
      in: { answer: { cel: "steps.answer.output.text" } },
    },
  ],
  lines: ["start.out > answer.in", "answer.out > done.in"],
};

/** Starts a run in staging and opens it at the step that asks a model. */
async function runInStaging(page: Page, harness: string): Promise<void> {
  const { id } = await callApi(page, "POST", "/runs", { harness, environment: "staging", input: { message: "Hi" } });
  await page.goto(`/acme/runs/${id}`);
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole("option", { name: /answer/i })
    .first()
    .click();
}

test("a slot asks another model in staging, without a new release, until it is given back", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  const slug = await openDrawn(page, `Bound ${Date.now()}`, ASKING);
  const { id: releaseId } = await callApi(page, "POST", `/harnesses/${slug}/releases`, {});
  await callApi(page, "PUT", `/harnesses/${slug}/environments/staging`, { releaseId, reason: "" });
  const slots = page.getByRole("region", { name: "Models per environment" });
  const bind = async (from: string, to: string) => {
    await page.goto(`/acme/harnesses/${slug}/releases#models`);
    await slots.getByRole("button", { name: "Change models of main" }).click();
    const dialog = page.getByRole("dialog", { name: "Models of slot main" });
    await expect(dialog.getByRole("combobox", { name: "Staging" })).toHaveText(from);
    await dialog.getByRole("combobox", { name: "Staging" }).click();
    await page.getByRole("option", { name: to }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(slots.getByRole("button", { name: "Change models of main" })).toBeFocused();
  };
  const span = page.getByRole("region", { name: "Span" });

  await test.step("bound in staging, the next run there asks it", async () => {
    await bind("The model of the release", "sandbox/obedient");
    await expect(slots.getByText("sandbox/obedient")).toBeVisible();
    await runInStaging(page, slug);
    await expect(span.getByText("sandbox/obedient").first()).toBeVisible();
  });

  await test.step("given back, the next run asks the model of the release again", async () => {
    await bind("sandbox/obedient", "The model of the release");
    await expect(slots.getByText("as released")).toHaveCount(2);
    await runInStaging(page, slug);
    await expect(span.getByText("sandbox/support-demo").first()).toBeVisible();
  });
});

test("what is found about a bound model before a promotion leads to where it is bound", async ({ watched: page }) => {
  test.setTimeout(120_000);
  const slug = await openDrawn(page, `Found ${Date.now()}`, ASKING);
  await callApi(page, "POST", `/harnesses/${slug}/releases`, {});
  await page.goto(`/acme/harnesses/${slug}/releases`);
  const slots = page.getByRole("region", { name: "Models per environment" });
  await slots.getByRole("button", { name: "Change models of main" }).click();
  const binding = page.getByRole("dialog", { name: "Models of slot main" });
  await binding.getByRole("combobox", { name: "Production" }).click();
  await page.getByRole("option", { name: "sandbox/obedient" }).click();
  await binding.getByRole("button", { name: "Save" }).click();
  await expect(binding).toHaveCount(0);
  await page.getByRole("button", { name: "Promote to production" }).first().click();
  await page.getByRole("dialog").getByRole("link", { name: "Open models per environment" }).first().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/releases#models$/);
  await expect(slots).toBeInViewport();
});
