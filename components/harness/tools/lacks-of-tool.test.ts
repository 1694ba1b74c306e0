import { expect, test } from "vitest";
import { lacksOfTool } from "@/components/harness/tools/lacks-of-tool";
import { NEW_TOOL_FORM, toolOfForm } from "@/lib/harness/tools/tool-form";

test("what a tool lacks is said by the names of the fields, each once", () => {
  const read = toolOfForm({ ...NEW_TOOL_FORM, input: "{", output: "{" });
  expect(lacksOfTool(read.ok ? [] : read.issues)).toEqual(["Arguments", "Answer"]);
  const fresh = toolOfForm(NEW_TOOL_FORM);
  expect(lacksOfTool(fresh.ok ? [] : fresh.issues)).toContain("Key");
  expect(lacksOfTool([{ pointer: "/impl/url" }, { pointer: "/impl/url" }, { pointer: "/mocks/0/when" }])).toEqual([
    "Address",
    "Mocks",
  ]);
});
