import { expect, signIn, test } from "@/e2e/browser-page";
import { startLocalApi, warehouseDocument } from "@/e2e/local-api";

test("the operations of an OpenAPI document become tools, and one of them is really called", async ({
  watched: page,
}) => {
  const api = await startLocalApi();
  try {
    await signIn(page);
    await page.goto("/acme/tools/import");
    const large = { name: "large.json", mimeType: "application/json", buffer: Buffer.alloc(5_000_001, " ") };
    await page.getByLabel("File", { exact: true }).setInputFiles(large);
    await expect(page.getByText('"large.json" has 5.1 MB')).toBeVisible();
    await page.getByRole("textbox", { name: "Or the text" }).fill(JSON.stringify(warehouseDocument()));
    await page.getByRole("button", { name: "Read it" }).click();
    await expect(page.getByText("21 operations; those that you choose become tools")).toBeVisible();
    await page.getByRole("button", { name: "Details of GET /parts/{id}" }).click();
    await expect(page.getByText("/parts/{{ args.id")).toBeVisible();
    await expect(page.getByText("Answer, as JSON Schema")).toBeVisible();
    await page.getByRole("button", { name: "Details of POST /parts" }).click();
    const maker = page.getByRole("listitem").filter({ hasText: "POST /parts" });
    await maker.getByRole("checkbox", { name: "Moves money" }).check();
    await page.getByText("All 21 operations").click();
    await page.getByRole("button", { name: "Register 21 tools" }).click();
    await page.waitForURL(/\/acme\/tools$/);
    const stored = await page.evaluate(async () => await (await fetch("/api/v1/acme/tools/make_part")).json());
    expect(JSON.stringify(stored)).toContain('"money"');
    await page.getByRole("table", { name: "Tools" }).getByText("read_part", { exact: true }).click();
    await page.getByRole("button", { name: "Edit and try" }).click();
    await page.waitForURL(/\/tools\/read_part\/edit$/);
    const trial = page.getByRole("region", { name: "Try it" });
    await trial.getByRole("textbox", { name: "Arguments" }).fill('{ "id": "P-77" }');
    await trial.getByRole("button", { name: "Call it" }).click();
    await expect(trial.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
    await expect(trial.getByRole("region", { name: "Answer" })).toContainText("P-77");
    expect(api.asked).toEqual(["GET /parts/P-77"]);
  } finally {
    await api.stop();
  }
});
