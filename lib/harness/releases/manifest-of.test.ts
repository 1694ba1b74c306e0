import { expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { manifestOf } from "@/lib/harness/releases/manifest-of.server";
import { config, hooked, library } from "@/lib/harness/testing/readiness-drafts";

test("a manifest names every secret that its release needs: of tools, of servers, and of those who start runs", () => {
  const draft = config("agent", { tools: ["stock", "tickets"] }, hooked());
  const compiled = compileDraft(draft, library);
  if (!compiled.ok) throw new Error("It compiles.");
  expect(manifestOf(draft, 1, compiled, []).secrets).toEqual(["desk_key", "hook_key", "stock_key"]);
});
