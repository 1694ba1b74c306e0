import { expect, expectAccessible, test } from "@/e2e/browser-page";
import { openReleased } from "@/e2e/promotion-actions";

/** What the server says ten minutes after a sign-in; that it does is proved by the tests of the API. */
const REFUSAL = {
  ...{ type: "urn:slipway:problem:step-up-required", title: "Confirm that it is you", status: 403 },
  code: "step-up-required",
};

test("long after the sign-in, a promotion asks for the password and then goes on with what was typed", async ({
  page,
}) => {
  await openReleased(page, `Step up ${Date.now()}`);
  await page.route("**/environments/staging", (route) =>
    route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(REFUSAL) }),
  );
  const dialog = page.getByRole("dialog", { name: "Promote r1 to staging" });
  const question = page.getByRole("dialog", { name: "Confirm that it is you" });
  const promote = () => dialog.getByRole("button", { name: "Promote to staging" }).click();
  await page.getByRole("button", { name: "Promote to staging" }).click();
  await dialog.getByLabel("Reason").fill("Looks right");

  await promote();
  await question.getByLabel("Password").press("Escape");
  await expect(dialog.getByText("step-up-required")).toBeVisible();
  await expect(dialog.getByLabel("Reason")).toHaveValue("Looks right");

  await promote();
  await question.getByLabel("Password").fill("wrong");
  await question.getByRole("button", { name: "Confirm" }).click();
  await expect(question.getByText("The password is not right")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/environments/staging");
  await question.getByLabel("Password").fill("slipway-demo");
  await question.getByLabel("Password").press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("“Looks right”")).toBeVisible();
  await page.goto("/acme/audit");
  await expect(page.getByText("session.confirm").first()).toBeVisible();
});
