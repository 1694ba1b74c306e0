import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";
import { callApi } from "@/e2e/editor-actions";

const ROWS = 50;

/** A harness whose answer is its prompt filled in, a prompt of two revisions, and 50 rows that want capitals. */
async function prepare(page: Page, key: string): Promise<string> {
  return await page.evaluate(
    async ({ key: name, rows }) => {
      const send = async (method: string, path: string, body: unknown) => {
        const answer = await fetch(`/api/v1/acme${path}`, {
          method,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
        return await answer.json();
      };
      const prompt = (user: string) => ({ body: { messages: [{ role: "user", content: user }] }, message: "" });
      await send("POST", "/prompts", { key: name, name, ...prompt("{{ input.message }}") });
      await send("POST", `/prompts/${name}/revisions`, { baseRev: 1, ...prompt("{{ input.message | upcase }}") });
      const { slug } = await send("POST", "/harnesses", { name });
      const node = (id: string, label: string, kind: string, more: object) => ({
        ...{ id, key: label, kind, v: 1, label, parent: null, config: {}, in: {}, policy: {}, ...more },
      });
      const config = { slot: "main", prompt: { system: "", user: "", ref: { prompt: name, rev: 1 } } };
      const nodes = [
        node("n_start00000000", "start", "trigger.api", { config: { mode: "async", waitMs: 30_000 } }),
        node("n_say0000000000", "say", "llm", { config, policy: { timeoutMs: 30_000 } }),
        node("n_end0000000000", "done", "end", {
          config: { outcome: "success" },
          in: { answer: { cel: "steps.say.output.text" } },
        }),
      ];
      const line = (id: string, from: string, to: string) => ({
        id,
        from: { node: from, port: "out" },
        to: { node: to, port: "in" },
      });
      const edges = [
        line("e_one00000000000", "n_start00000000", "n_say0000000000"),
        line("e_two00000000000", "n_say0000000000", "n_end0000000000"),
      ];
      const models = { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 500 } };
      await send("PATCH", `/harnesses/${slug}/draft`, {
        ...{ baseRev: 1, batchId: crypto.randomUUID() },
        commands: [
          { kind: "add-nodes", nodes, edges, at: {} },
          { kind: "set-draft", change: { models } },
        ],
      });
      await send("POST", "/datasets", { key: name, name });
      const text = ["message,expected", ...Array.from({ length: rows }, (_, n) => `row ${n},ROW ${n}`)].join("\n");
      await send("POST", `/datasets/${name}/imports`, {
        baseRev: 1,
        format: "csv",
        text,
        mode: "append",
        dryRun: false,
      });
      return slug;
    },
    { key, rows: ROWS },
  );
}

async function choose(page: Page, field: string, option: RegExp) {
  await page.getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option }).click();
}

/** A further threshold: a metric held against a value. */
async function addThreshold(page: Page, number: number, metric: string, value: string) {
  await page.getByRole("button", { name: "Add threshold" }).click();
  await choose(page, `Metric of threshold ${number}`, new RegExp(`^${metric}`));
  await choose(page, `What threshold ${number} is compared with`, /^a value/);
  await page.getByRole("textbox", { name: `Value of threshold ${number}` }).fill(value);
}

async function startExperiment(page: Page, slug: string, key: string, name: string) {
  await page.goto(`/acme/experiments/new?harness=${slug}&dataset=${key}`);
  await page.getByRole("textbox", { name: "Name", exact: true }).first().fill(name);
  await page.getByRole("button", { name: "Add variant" }).click();
  await page.getByRole("textbox", { name: "Name of Variant 2" }).fill("Capitals");
  await choose(page, "Prompt of say in Capitals", new RegExp(`${key}, revision 2`));
  await page.getByRole("checkbox", { name: "Without regard to case and white space" }).uncheck();
  await page.getByRole("textbox", { name: "Where in the output" }).fill("/answer");
  await expect(page.getByRole("textbox", { name: "Value of threshold 1, at least, %" })).toHaveValue("80");
  await addThreshold(page, 2, "Mean cost", "0.01");
  await addThreshold(page, 3, "Mean latency", "1");
  await page.getByRole("textbox", { name: "Repeats" }).fill("1");
  await page.getByRole("button", { name: "Start experiment" }).click();
  await page.waitForURL(/\/experiments\/[0-9a-f-]{36}$/);
}

test("an experiment with two prompt variants over 50 rows shows which is better, and another one is cancelled", async ({
  watched: page,
}) => {
  test.setTimeout(240_000);
  await signIn(page);
  const key = `caps_${Date.now().toString(36)}`;
  const slug = await prepare(page, key);

  await test.step("the better variant wins, with its interval and what it fixed", async () => {
    await startExperiment(page, slug, key, "Which prompt");
    await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: 150_000 });
    const variants = page.getByRole("table", { name: "Variants" });
    const capitals = variants.getByRole("row", { name: /Capitals/ });
    await expect(capitals.getByText("100 %").first()).toBeVisible();
    await expect(capitals.getByText("50 fixed, 0 broken, p < 0.001")).toBeVisible();
    await expect(capitals.getByText("2 of 3 thresholds")).toBeVisible();
    await expect(variants.getByRole("row", { name: /Draft as it is/ }).getByText("Failed")).toBeVisible();
  });

  await test.step("each threshold stands with its interval: the pass rate and the cost passed, the latency failed", async () => {
    const thresholds = page.getByRole("table", { name: "Thresholds" });
    const group = (name: RegExp) =>
      thresholds.getByRole("rowgroup").filter({ has: page.getByRole("rowheader", { name }) });
    const capitals = (name: RegExp) => group(name).getByRole("row", { name: /Capitals/ });
    await expect(capitals(/Pass rate at least 80 %/).getByText("Passed")).toBeVisible();
    await expect(capitals(/Mean cost at most 0.01 USD/).getByText("Passed")).toBeVisible();
    await expect(capitals(/Mean cost/).getByText("0.00 USD to 0.00 USD")).toBeVisible();
    await expect(capitals(/Mean latency at most 1 ms/).getByText("Failed")).toBeVisible();
  });

  await test.step("a row shows both answers against the expected one, and leads to the trace", async () => {
    await page.getByRole("button", { name: "Fixed" }).click();
    await page.getByRole("table", { name: "Rows of the experiment" }).getByText("row 0", { exact: true }).click();
    const drawer = page.getByRole("dialog");
    await expect(drawer.getByRole("region", { name: "Capitals, repeat 1" }).getByText("Passed")).toBeVisible();
    await expect(drawer.getByRole("link", { name: "Trace" }).first()).toHaveAttribute("href", /\/acme\/runs\//);
    await page.keyboard.press("Escape");
  });

  await test.step("a release of that program carries the verdict of each threshold", async () => {
    const experiment = page.url();
    await callApi(page, "POST", `/harnesses/${slug}/releases`, {});
    await page.goto(`/acme/harnesses/${slug}/releases`);
    await page
      .getByRole("table", { name: /Releases of/ })
      .getByText("r1")
      .click();
    const kept = page.getByRole("list", { name: "Thresholds of Which prompt, Draft as it is" });
    await expect(kept.getByText(/^Mean cost at most 0.01 USD: passed, the interval is/)).toBeVisible();
    await expect(kept.getByText(/^Mean latency at most 1 ms: failed, the interval is/)).toBeVisible();
    await page.goto(experiment);
  });

  await test.step("another one is cancelled on the way", async () => {
    await startExperiment(page, slug, key, "Not needed");
    await page.getByRole("button", { name: "Cancel experiment" }).click();
    await expect(page.getByText(/^Cancelled, \d+ of 100$/)).toBeVisible({ timeout: 20_000 });
  });
});

test("all combinations of prompts and models become variants, with parameters of their own, over an older revision", async ({
  watched: page,
}) => {
  await signIn(page);
  const key = `grid_${Date.now().toString(36)}`;
  const slug = await prepare(page, key);
  await page.goto(`/acme/experiments/new?harness=${slug}&dataset=${key}`);
  await page.getByRole("textbox", { name: "Name", exact: true }).first().fill("The whole grid");
  await expect(page.getByRole("textbox", { name: "Repeats" })).toHaveValue("3");
  await page.getByRole("button", { name: "All combinations" }).click();
  const dialog = page.getByRole("dialog", { name: "All combinations" });
  for (const rev of [1, 2]) await dialog.getByRole("checkbox", { name: `${key}, revision ${rev}` }).check();
  for (const model of ["sandbox/echo", "sandbox/obedient"])
    await dialog.getByRole("checkbox", { name: model, exact: false }).last().check();
  await expect(dialog.getByRole("status")).toHaveText("4 variants");
  await dialog.getByRole("button", { name: "Make variants" }).click();
  const last = `${key} r1, sandbox/obedient`;
  await expect(page.getByRole("textbox", { name: `Name of ${last}` })).toBeVisible();
  await page.getByRole("textbox", { name: `Temperature of main in ${last}` }).fill("3");
  await expect(page.getByText("The temperature of a variant is from 0 to 2.")).toBeVisible();
  await page.getByRole("textbox", { name: `Temperature of main in ${last}` }).fill("0.9");
  await page.getByText("Advanced", { exact: true }).click();
  await choose(page, "Revision of the dataset", /^Revision 2/);
  await page.getByRole("textbox", { name: "Seed" }).fill("7");
  const sent = page.waitForRequest((one) => one.method() === "POST" && one.url().endsWith("/experiments"));
  await page.getByRole("button", { name: "Start experiment" }).click();
  const { plan } = (await sent).postDataJSON();
  expect(plan).toMatchObject({ datasetRev: 2, seed: 7, repeats: 3 });
  expect(plan.cells).toHaveLength(4);
  expect(plan.cells.at(-1).change.slots.main).toEqual({ model: "sandbox/obedient", temperature: 0.9 });
  await page.waitForURL(/\/experiments\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: "Cancel experiment" }).click();
  await expect(page.getByText(/^Cancelled, /)).toBeVisible({ timeout: 20_000 });
});
