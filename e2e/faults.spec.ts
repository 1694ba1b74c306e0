import { expect, signIn, test } from "@/e2e/browser-page";

test("a fault is injected into a real model outside of production, is listed with its end, and is ended", async ({
  watched: page,
}) => {
  await signIn(page);
  await page.evaluate(async () => {
    const ask = async (method: string, path: string, body: object) => {
      const answer = await fetch(`/api/v1/acme${path}`, {
        method,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return await answer.json().catch(() => null);
    };
    const address = { name: "trial", provider: "openai-compatible", baseUrl: "https://models.example.com/v1" };
    const { id } = await ask("POST", "/model-connections", { ...address, apiKey: null });
    const card = { modelId: "large", contextWindow: 32_000, maxOutput: 4_000, prices: null };
    await ask("PUT", `/model-connections/${id}/models`, card);
  });
  await page.goto("/acme/models");
  const faults = page.getByRole("region", { name: "Injected faults" });
  await faults.getByRole("button", { name: "Inject a fault" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Share of the calls").fill("35");
  await dialog.getByRole("button", { name: "Inject it" }).click();
  await expect(faults.getByText("Not available (503), 35 % of the calls")).toBeVisible();
  await faults.getByRole("button", { name: "End the fault of trial/large" }).click();
  await expect(faults.getByText("35 % of the calls")).toHaveCount(0);
});
