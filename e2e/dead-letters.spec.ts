import type { Page } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/browser-page";
import { startLocalApi, stockWorkflow } from "@/e2e/local-api";
import type { DeadLetterView } from "@/lib/runtime/dead-letters/schema";

/** Activates another policy text for acme; `change` is given the one that is active. */
async function changePolicies(page: Page, add: string, remove: string): Promise<void> {
  await page.evaluate(
    async ([added, removed]) => {
      const { version, cedarText } = await (await fetch("/api/v1/acme/policies")).json();
      const text = String(cedarText).replace(String(removed), "") + String(added);
      await fetch("/api/v1/acme/policies", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ cedarText: text, baseVersion: version, note: "" }),
      });
    },
    [add, remove] as const,
  );
}
const FORBID = `
@id("triage-pause")
@title("Triage uses no model")
forbid (principal in Slipway::Harness::"triage", action == Slipway::Action::"model.invoke", resource);
`;

test("a failed production run is found, replayed after the fix, and resolved", async ({ watched: page }) => {
  test.setTimeout(120_000);
  await signIn(page);
  await changePolicies(page, FORBID, "");
  const runId = await page.evaluate(async () => {
    const answer = await fetch("/api/v1/acme/runs", {
      method: "POST",
      headers: { "content-type": "application/json", prefer: "wait=30" },
      body: JSON.stringify({ harness: "triage", input: { message: "I was charged for last month again" } }),
    });
    const run = await answer.json();
    return `${run.status} ${run.id}`;
  });
  expect(runId).toMatch(/^dead-lettered /);
  await changePolicies(page, "", FORBID);

  await page.goto("/acme/dead-letters?harness=triage&error=policy_denied");
  await page
    .getByRole("table", { name: "Dead letters" })
    .getByRole("button", { name: /Triage uses no model/ })
    .first()
    .click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText(/Triage uses no model/).first()).toBeVisible();
  await expect(drawer.getByText(/carries over 1 step/)).toBeVisible({ timeout: 15_000 });
  await drawer.getByRole("button", { name: "Replay" }).click();
  await page.waitForURL(/\/runs\//);
  await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });

  await page.goto("/acme/dead-letters?harness=triage&state=replayed");
  await expect(page.getByText("Replayed, succeeded").first()).toBeVisible();
});

/** An open letter as the server gives it. */
const letterOf = (message: string): DeadLetterView => ({
  id: crypto.randomUUID(),
  run: crypto.randomUUID(),
  harness: { slug: "triage", name: "Triage" },
  release: { id: crypto.randomUUID(), number: 1 },
  environment: "production",
  node: "answer",
  reason: "exhausted",
  error: { class: "tool_error", message, fingerprint: "0123456789abcdef" },
  enteredAt: new Date().toISOString(),
  simulated: false,
  resolution: null,
});

test("letters that are replayed together leave the list, and what was refused is said all the same", async ({
  watched: page,
}) => {
  await signIn(page);
  const [first, second] = [letterOf("First to go"), letterOf("Second to go")];
  let items = [first, second];
  await page.route(/\/api\/v1\/acme\/dead-letters(\?|$)/, (route) =>
    route.fulfill({ json: { items, nextCursor: null, total: items.length } }),
  );
  const why = "Somebody else was faster";
  const refusal = {
    type: "urn:slipway:problem:conflict",
    title: "Conflict",
    status: 409,
    code: "conflict",
    detail: why,
  };
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  const asked: unknown[] = [];
  await page.route("**/runs/*/replay", async (route) => {
    asked.push(route.request().postDataJSON());
    items = [];
    if (route.request().url().includes(first.run))
      return await route.fulfill({ status: 202, json: { run: crypto.randomUUID() } });
    await refused;
    await route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify(refusal) });
  });
  await page.goto("/acme/dead-letters");
  for (const letter of [first, second])
    await page.getByRole("checkbox", { name: `Select ${letter.error.message}` }).check();
  await expect(page.getByRole("region", { name: "Selection" }).getByRole("status")).toHaveText("2 selected");
  await page.keyboard.press("r");
  await page.getByRole("dialog").getByRole("button", { name: "Replay 2 dead letters" }).click();
  // The list is read again while the second replay is under way.
  await expect(page.locator("tr[data-row]")).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByRole("dialog", { name: "Replaying 2 dead letters" })).toContainText("1 of 2");
  refuse();
  const result = page.getByRole("dialog", { name: "1 replayed, 1 not" });
  await expect(result.getByRole("listitem")).toContainText(second.error.message);
  await expect(result.getByRole("listitem")).toContainText(why);
  await result.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText("No dead letters").first()).toBeVisible();
  expect(asked).toEqual(Array(2).fill(expect.objectContaining({ onlyOpenLetter: true })));
});

/** A released harness that reads two parts and may do two steps, in staging. Returns its slug. */
async function releaseShort(page: Page): Promise<string> {
  const name = `Stock ${Date.now().toString(36)}`;
  return await page.evaluate(
    async ([title, workflow]) => {
      const ask = async (method: string, path: string, body: object) => {
        const headers = { "content-type": "application/json" };
        const answer = await fetch(`/api/v1/acme${path}`, { method, headers, body: JSON.stringify(body) });
        return await answer.json();
      };
      const { slug } = await ask("POST", "/harnesses/imports", { name: title, workflow });
      const release = await ask("POST", `/harnesses/${slug}/releases`, {});
      await ask("PUT", `/harnesses/${slug}/environments/staging`, { releaseId: release.id, reason: "Shown" });
      return String(slug);
    },
    [name, stockWorkflow(name)] as const,
  );
}

test("a run that its limit ended is granted more with a reason, and goes on without repeating a step", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  const api = await startLocalApi();
  try {
    await signIn(page);
    const harness = await releaseShort(page);
    const runId = await page.evaluate(async (slug) => {
      const answer = await fetch("/api/v1/acme/runs", {
        method: "POST",
        headers: { "content-type": "application/json", prefer: "wait=30" },
        body: JSON.stringify({ harness: slug, environment: "staging", input: {} }),
      });
      return String((await answer.json()).id);
    }, harness);
    await page.goto(`/acme/runs/${runId}`);
    await expect(page.getByText(/reached its limit of 2 steps/)).toBeVisible({ timeout: 30_000 });
    expect(api.asked).toEqual(["GET /parts/7"]);
    await page.getByRole("button", { name: "Let it go on" }).click();
    const drawer = page.getByRole("dialog", { name: "Let it go on" });
    await expect(drawer.getByText("2 of 2 used")).toBeVisible({ timeout: 15_000 });
    const goOn = drawer.getByRole("button", { name: "Let it go on" });
    await expect(goOn).toBeDisabled();
    await drawer.getByLabel("Steps").fill("21");
    await drawer.getByLabel("Why it may use more").fill("A stock count with more shelves");
    await expect(drawer.getByText("At most 20 for one run.")).toBeVisible();
    await drawer.getByLabel("Steps").fill("20");
    await goOn.click();
    await page.waitForURL((url) => url.pathname.includes("/runs/") && !url.pathname.endsWith(runId));
    await expect(page.getByText("Succeeded").first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/steps raised to 20: A stock count with more shelves/)).toBeVisible();
    expect(api.asked).toEqual(["GET /parts/7", "GET /parts/8"]);
  } finally {
    await api.stop();
  }
});
