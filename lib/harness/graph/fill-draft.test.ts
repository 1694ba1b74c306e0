import { expect, test } from "vitest";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { emptyDraft } from "@/lib/harness/graph/draft";
import { fillDraft } from "@/lib/harness/graph/fill-draft";
import { templateDraft } from "@/lib/harness/templates/template-draft";
import { TEMPLATES } from "@/lib/harness/templates/template-list";
import { apply } from "@/lib/harness/testing/demo-draft";

test.each(TEMPLATES)("an empty draft takes up $name whole but for its name, and one undo empties it", ({ key }) => {
  const empty = emptyDraft("Mine");
  const template = templateDraft(key, "Theirs");
  const filled = applyCommand(empty, fillDraft(template));
  if (!filled.ok) throw new Error(filled.refusal);
  expect(filled.draft).toEqual({ ...template, name: "Mine" });
  expect(apply(filled.draft, filled.inverse)).toEqual(empty);
});
