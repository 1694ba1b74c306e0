import { expect, test } from "@/e2e/browser-page";
import { callApi, openDrawn } from "@/e2e/editor-actions";

test("a variable has a value for each environment; a step that reads it can be released once all have one", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  const name = `region_${Date.now().toString(36)}`;
  const slug = await openDrawn(page, `Regional ${Date.now()}`, {
    nodes: [
      {
        id: "n_start00000000",
        key: "start",
        kind: "trigger.api",
        label: "Start",
        config: { mode: "sync", waitMs: 30_000 },
      },
      {
        ...{ id: "n_end0000000000", key: "done", kind: "end", label: "Done", config: { outcome: "success" } },
        in: { at: { cel: `vars.${name}` } },
      },
    ],
    lines: ["start.out > done.in"],
  });
  await page.getByRole("button", { name: /^Readiness/ }).click();
  await expect(page.getByText(`There is no variable "${name}"`)).toBeVisible();

  await test.step("it is made with the value of test runs, which stops the release and leads to where it is set", async () => {
    await page.goto("/acme/variables");
    await page.getByRole("button", { name: "New variable" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New variable" });
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("Draft").fill("here");
    await dialog.getByRole("button", { name: "Make variable" }).click();
    await expect(dialog).toHaveCount(0);
    await page.goto(`/acme/harnesses/${slug}/edit`);
    await page.getByRole("button", { name: /^Readiness/ }).click();
    const finding = page.getByRole("article").filter({ hasText: "has no value in staging and production" });
    await finding.getByRole("link", { name: "Open variables" }).click();
  });

  await test.step("with values in staging and production a release is made; staging answers with its own", async () => {
    await page.getByRole("button", { name: `Set ${name}` }).click();
    const dialog = page.getByRole("dialog", { name: `vars.${name}` });
    await dialog.getByLabel("Staging").fill("near");
    await dialog.getByLabel("Production").fill("far");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("row").filter({ hasText: name }).getByText("near")).toBeVisible();
    const release = await callApi(page, "POST", `/harnesses/${slug}/releases`, {});
    await callApi(page, "PUT", `/harnesses/${slug}/environments/staging`, { releaseId: release.id, reason: "" });
    const asked = { harness: slug, environment: "staging", input: { message: "Hi" } };
    const { id } = await callApi(page, "POST", "/runs", asked);
    const outputOf = async (runId: string) => (await (await fetch(`/api/v1/acme/runs/${runId}`)).json()).output;
    await expect.poll(() => page.evaluate(outputOf, String(id)), { timeout: 30_000 }).toEqual({ at: "near" });
    await page.goto(`/acme/runs/${id}`);
    await expect(page.getByRole("term").filter({ hasText: `vars.${name}` })).toBeVisible();
    await expect(page.getByRole("definition").filter({ hasText: '"near"' })).toBeVisible();
  });

  await test.step("what runs there reads it, so it is not taken away", async () => {
    await page.goto("/acme/variables");
    await page.getByRole("button", { name: `Set ${name}` }).click();
    const dialog = page.getByRole("dialog", { name: `vars.${name}` });
    await dialog.getByLabel("Staging").fill("");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText(`r1 of ${slug} reads it`, { exact: false })).toBeVisible();
  });
});
