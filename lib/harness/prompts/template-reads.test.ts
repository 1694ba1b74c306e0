import { expect, test } from "vitest";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import { templateReads } from "@/lib/harness/prompts/template-reads";

test("what a prompt reads is listed once, in the order of its use; a text with a mistake lists nothing", () => {
  const system = "{% if input.vip %}Be quick.{% endif %} {{ steps.find.output.text }}";
  expect(templateReads(promptBody({ system, user: "{{ input.message }} {{ input.vip }}" }))).toEqual([
    "input.vip",
    "steps.find.output.text",
    "input.message",
  ]);
  expect(templateReads(promptBody({ system: "Hello", user: "" }))).toEqual([]);
  expect(templateReads(promptBody({ system: "{{ input.", user: "" }))).toBeNull();
});
