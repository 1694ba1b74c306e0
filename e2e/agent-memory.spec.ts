import { expect, test } from "@/e2e/browser-page";
import { nodeNamed, openNewEditor } from "@/e2e/editor-actions";

test("an agent is granted memory by the mouse, saves to it in a test run, and the trace and the memory page show it", async ({
  watched: page,
}) => {
  test.setTimeout(120_000);
  const stamp = Date.now();
  const fact = `the parcel of ${stamp} goes to the neighbour`;
  await openNewEditor(page, `Remembers ${stamp}`);
  const write = (whose: string) => page.getByRole("checkbox", { name: `Memory of ${whose}: write` });

  await test.step("nothing is granted before somebody grants it; the card shows what is", async () => {
    for (const kind of ["Chat message", "Agent", "End"])
      await page.getByRole("button", { name: kind, exact: true }).first().click();
    await nodeNamed(page, "Agent").click();
    for (const box of await page.getByRole("table").getByRole("checkbox").all()) await expect(box).not.toBeChecked();
    await write("This run").click();
    await page.getByRole("checkbox", { name: "Memory of This run: read" }).click();
    await expect(nodeNamed(page, "Agent").getByRole("img", { name: "Memory: reads and writes run" })).toBeVisible();
  });

  await test.step("memory that everybody shares blocks, and the repair keeps it with the user", async () => {
    await write("The whole organisation").click();
    await expect(page.getByText("Writing is forbidden by policy")).toBeVisible();
    await page.getByRole("button", { name: /^Readiness/ }).click();
    const panel = page.getByRole("region", { name: "Readiness" });
    await expect(panel.getByText("shared-memory-scope")).toBeVisible();
    const finding = panel.getByRole("article").filter({ hasText: "shared-memory-scope" });
    await finding.getByRole("button", { name: "Agent", exact: true }).click();
    await expect(page.getByRole("checkbox", { name: "Memory of This run: read" })).toBeFocused();
    await panel.getByRole("button", { name: "Let it write to the user's memory instead" }).click();
    await expect(panel.getByText("shared-memory-scope")).toBeHidden();
    await expect(write("The whole organisation")).not.toBeChecked();
    await expect(write("The person")).toBeChecked();
    await write("The person").click();
    await page.getByRole("checkbox", { name: "Memory of The person: read" }).click();
    await panel.getByRole("button", { name: "Close readiness" }).click();
  });

  await test.step("the trace of the run shows the call with what it wrote", async () => {
    const bar = page.locator(".test-bar");
    await bar.getByRole("button", { name: /^Test run/ }).click();
    const panel = page.getByRole("region", { name: "Test run" });
    await panel.getByRole("textbox").fill(`Please remember that ${fact}`);
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    await expect(bar.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
    await bar.getByRole("link").click();
    await page.waitForURL(/\/runs\//);
    await page
      .getByRole("option", { name: /memory_save/ })
      .first()
      .click();
    await expect(page.getByText(fact).first()).toBeVisible();
  });

  await test.step("the memory page has the entry, with who wrote it", async () => {
    await page.goto("/acme/memory?tab=entries");
    await page.getByRole("table", { name: "Memory entries" }).getByText(fact).click();
    const drawer = page.getByRole("dialog");
    await expect(drawer.getByText("v1 created")).toBeVisible();
    await expect(drawer.getByText("by agent")).toBeVisible();
  });
});
