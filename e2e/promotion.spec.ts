import { expect, test } from "@/e2e/browser-page";
import { callApi, openNewEditor } from "@/e2e/editor-actions";
import { openReleased, promote, promoteAsAnother } from "@/e2e/promotion-actions";

test("the author cannot promote to production, an open finding keeps everybody out, a second person waives and promotes", async ({
  watched: page,
  browser,
}) => {
  test.setTimeout(120_000);
  await openNewEditor(page, `Four eyes ${Date.now()}`);
  const slug = new URL(page.url()).pathname.split("/")[3] ?? "";
  const base = `/api/v1/acme/harnesses/${slug}`;
  await test.step("a harness is drawn and frozen", async () => {
    const status = await page.evaluate(async (path) => {
      const node = (id: string, key: string, kind: string, more: object) => ({
        ...{ id, key, kind, v: 1, label: key, parent: null, config: {}, in: {}, policy: {}, ...more },
      });
      const nodes = [
        node("n_start00000000", "start", "trigger.api", { config: { mode: "async", waitMs: 30_000 } }),
        node("n_end0000000000", "done", "end", {
          config: { outcome: "success" },
          in: { answer: { cel: "input.message" } },
        }),
      ];
      const edges = [
        {
          id: "e_line0000000000",
          from: { node: "n_start00000000", port: "out" },
          to: { node: "n_end0000000000", port: "in" },
        },
      ];
      const headers = { "content-type": "application/json" };
      const commands = [{ kind: "add-nodes", nodes, edges, at: {} }];
      const body = JSON.stringify({ baseRev: 1, batchId: crypto.randomUUID(), commands });
      await fetch(`${path}/draft`, { method: "PATCH", headers, body });
      return (await fetch(`${path}/releases`, { method: "POST", headers, body: "{}" })).status;
    }, base);
    expect(status).toBe(201);
  });

  await page.goto(`/acme/harnesses/${slug}/releases`);
  await promote(page, "staging");

  await test.step("its author sees why not, and the API refuses as well", async () => {
    await page.getByRole("button", { name: "Promote to production" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("Somebody else has to promote it to production.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Promote to production" })).toBeDisabled();
    const refusal = await page.evaluate(async (path) => {
      const { items } = await (await fetch(`${path}/releases`)).json();
      const answer = await fetch(`${path}/environments/production`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ releaseId: items[0].id, reason: "" }),
      });
      return await answer.json();
    }, base);
    expect(refusal).toMatchObject({ status: 422, code: "not-promotable" });
    await page.keyboard.press("Escape");
  });

  await promoteAsAnother(browser, page.url());
  await page.reload();
  await expect(page.getByRole("region", { name: "Production" }).getByText("r1", { exact: true })).toBeVisible();
  await page
    .getByRole("table", { name: /Releases of/ })
    .getByText("r1")
    .click();
  await expect(page.getByRole("region", { name: "Findings now" }).getByText("A demonstration").first()).toBeVisible();
  const access = page.getByRole("region", { name: "What policies allow" });
  await expect(access.getByText(/by version \d+ of the policies/)).toBeVisible();
  await access.getByRole("button", { name: "Staging" }).click();
  await expect(access.getByRole("button", { name: "Staging" })).toHaveAttribute("aria-pressed", "true");
  await expect(
    page.getByRole("region", { name: "Evidence" }).getByText(/No experiment with thresholds had run/),
  ).toBeVisible();
});

test("a release that runs somewhere is not revoked; rolled back from, it is, and nothing leads to it any more", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  const slug = await openReleased(page, `Revoked ${Date.now()}`);
  await promote(page, "staging");
  const commands = [{ kind: "set-draft", change: { name: "Second" } }];
  await callApi(page, "PATCH", `/harnesses/${slug}/draft`, { baseRev: 2, batchId: crypto.randomUUID(), commands });
  await callApi(page, "POST", `/harnesses/${slug}/releases`, {});
  await page.reload();
  await promote(page, "staging");
  const table = page.getByRole("table", { name: /Releases of/ });
  const drawer = page.getByRole("dialog", { name: "Release r2" });
  const dialog = page.getByRole("dialog", { name: "Revoke r2" });

  await table.getByText("r2").click();
  await expect(drawer.getByRole("button", { name: "Revoke r2" })).toBeDisabled();
  await drawer.getByRole("link", { name: "roll back or promote" }).click();
  await expect(drawer).toHaveCount(0);
  await page.getByRole("button", { name: "Roll back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await table.getByText("r2").click();
  await drawer.getByRole("button", { name: "Revoke r2" }).click();
  await expect(dialog.getByText("No run of it is under way.")).toBeVisible();
  await dialog.getByLabel("Why").fill("It answers in the wrong language");
  await dialog.getByRole("button", { name: "Revoke r2" }).click();
  await expect(drawer.getByText("No run of it starts any more.")).toBeVisible();
  await page.keyboard.press("Escape");
  const row = table.getByRole("row").filter({ hasText: "r2" });
  await expect(row.getByText("Revoked")).toBeVisible();
  await expect(row.getByRole("button", { name: /^Promote/ })).toHaveCount(0);
  await expect(
    page.getByRole("region", { name: "History" }).getByText("“It answers in the wrong language”"),
  ).toBeVisible();
});
