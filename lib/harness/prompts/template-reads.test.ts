import { expect, test } from "vitest";
import { templateReads } from "@/lib/harness/prompts/template-reads";

test("what a prompt reads is listed once, in the order of its use; a text with a mistake lists nothing", () => {
  const system = "{% if input.vip %}Be quick.{% endif %} {{ steps.find.output.text }}";
  expect(templateReads({ system, user: "{{ input.message }} {{ input.vip }}" })).toEqual([
    "input.vip",
    "steps.find.output.text",
    "input.message",
  ]);
  expect(templateReads({ system: "Hello", user: "" })).toEqual([]);
  expect(templateReads({ system: "{{ input.", user: "" })).toBeNull();
});
