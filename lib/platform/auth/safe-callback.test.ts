import { expect, test } from "vitest";
import { safeCallback } from "@/lib/platform/auth/safe-callback";

test("sign-in leads to a path of this site with its query", () => {
  expect(safeCallback("/acme/runs?status=failed#x")).toBe("/acme/runs?status=failed#x");
});

test.each([
  "https://evil.test/",
  "//evil.test/x",
  "/\\evil.test",
  "\\\\evil.test",
  "javascript:alert(1)",
  "",
  undefined,
])("sign-in never leads to another site: %s", (given) => {
  expect(safeCallback(given)).toBe("/");
});
