import { expect, signIn, test } from "@/e2e/browser-page";
import { drawLine, drop, nodeNamed, openNewEditor } from "@/e2e/editor-actions";

test("a harness is drawn by drag and drop and is still there after a reload", async ({ watched: page }) => {
  await openNewEditor(page, "Drawn by hand");
  for (const [kind, y] of [
    ["Chat message", 130],
    ["Agent", 300],
    ["End", 470],
  ] as const)
    await drop(page, kind, { x: 640, y });
  await drawLine(page, "Chat message", "Agent");
  await drawLine(page, "Agent", "End");
  await expect(page.locator(".react-flow__edge")).toHaveCount(2);
  await expect(page.getByRole("status").filter({ hasText: /^Saved, rev [2-9]/ })).toBeVisible();
  await page.reload();
  await expect(page.locator(".react-flow__edge")).toHaveCount(2);
  await expect(nodeNamed(page, "Agent")).toBeVisible();
});

test("a harness is drawn by keyboard, and undo takes back the last step", async ({ watched: page }) => {
  await openNewEditor(page, "Drawn by keyboard");
  for (const name of ["chat", "model call", "end"]) {
    await page.getByRole("textbox", { name: "Add a node" }).fill(name);
    await page.keyboard.press("Enter");
  }
  await expect(page.locator(".react-flow__edge")).toHaveCount(2);
  await page.getByRole("textbox", { name: "Add a node" }).blur();
  await page.keyboard.press("Control+z");
  await expect(nodeNamed(page, "End")).toHaveCount(0);
  await page.keyboard.press("Control+Shift+z");
  await expect(nodeNamed(page, "End")).toBeVisible();
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
});

test("a broken expression is explained while it is typed", async ({ watched: page }) => {
  await openNewEditor(page, "Broken expression");
  await page.getByRole("button", { name: "Branch", exact: true }).click();
  const when = page.getByRole("region", { name: "1. When" });
  await when.getByRole("button", { name: "fx" }).click();
  await when.getByRole("textbox", { name: "1. When" }).fill("steps.nobody ==");
  await expect(when.getByRole("alert")).toHaveText(/\w/);
});

test("a condition is built from rows, with the variables that can be read there, and is the CEL that it says", async ({
  watched: page,
}) => {
  await openNewEditor(page, "Condition by rows");
  for (const kind of ["Chat message", "Classify", "Branch"])
    await page.getByRole("button", { name: kind, exact: true }).first().click();
  const when = page.getByRole("region", { name: "1. When" });
  await when.getByRole("button", { name: "Add a row" }).click();
  await when.getByRole("button", { name: /^Field of Row 1/ }).click();
  await page.getByRole("combobox", { name: "Find a variable" }).fill("message");
  await page.keyboard.press("Enter");
  await when.getByRole("combobox", { name: "Operator of Row 1" }).click();
  await page.getByRole("option", { name: "contains", exact: true }).click();
  await when.getByRole("textbox", { name: "Value of Row 1" }).fill('say "refund"');
  await when.getByRole("button", { name: "Add a group" }).click();
  await when.getByRole("textbox", { name: "Value of Row 2.1" }).fill("question");
  await when.getByRole("textbox", { name: "Value of Row 2.2" }).fill("other");
  await expect(when.getByRole("alert")).toHaveCount(0);
  await when.getByRole("button", { name: "fx" }).click();
  await expect(when.getByRole("textbox", { name: "1. When" })).toHaveValue(
    'input.message.contains("say \\"refund\\"") && (steps.classify.output.label == "question" || steps.classify.output.label == "other")',
  );
  await when.getByRole("textbox", { name: "1. When" }).fill("size(input.message) + 1.0 > 20.0");
  await expect(when.getByText("Rows cannot show this")).toBeVisible();
  await expect(when.getByRole("button", { name: "Rows" })).toBeDisabled();
});

test("a test run in place shows the state of each node and what went in and out", async ({ watched: page }) => {
  await openNewEditor(page, "Tested in place");
  for (const kind of ["Chat message", "Model call", "End"])
    await page.getByRole("button", { name: kind, exact: true }).click();
  await page.getByRole("button", { name: "Test run" }).click();
  await page.getByRole("textbox", { name: "message" }).fill("Where is my order A-1001?");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.locator(".test-bar").getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await nodeNamed(page, "Model call").click();
  await page.getByRole("tab", { name: "Last run" }).click();
  await expect(page.getByRole("region", { name: "Output" })).toBeVisible();
});

test("a role that may only look cannot draw", async ({ watched: page }) => {
  await openNewEditor(page, "Looked at");
  const address = page.url();
  // What the editor still asks for would be refused once nobody is signed in.
  await page.waitForLoadState("networkidle");
  await page.context().clearCookies();
  await signIn(page, "dana@acme.test");
  await page.goto(address);
  await expect(page.getByText("Read only: your role lacks harness:write")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Add a node" })).toHaveCount(0);
});
