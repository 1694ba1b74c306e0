import { expect, test } from "vitest";
import { toolNames } from "@/lib/runtime/expose/mcp/tool-name";

test("every harness has a name of its own that MCP clients accept", () => {
  const slugs = ["support-desk", "support_desk", "get-run", "x".repeat(80), `${"x".repeat(80)}y`];
  const names = toolNames(slugs);
  expect([...names.values()].sort()).toEqual([...slugs].sort());
  for (const name of names.keys()) expect(name).toMatch(/^[a-z0-9_]{1,64}$/);
  expect(names.get("support_desk")).toBe("support-desk");
  expect(names.has("get_run")).toBe(false);
});
