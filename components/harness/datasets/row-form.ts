import type { DatasetRow } from "@/lib/harness/datasets/schema";
import { RowContent } from "@/lib/harness/datasets/schema";

/** A row as a person types it: JSON as text. */
export type RowForm = { input: string; expected: string; tags: string; mocks: string };

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

export const formOf = (row: DatasetRow | null): RowForm => ({
  input: pretty(row?.input ?? { message: "" }),
  expected: row?.expected === undefined ? "" : pretty(row.expected),
  tags: row?.tags.join(", ") ?? "",
  mocks: row && row.mocks.length > 0 ? pretty(row.mocks) : "",
});

export type ReadForm = { ok: true; row: RowContent } | { ok: false; errors: Partial<Record<keyof RowForm, string>> };

/** What was typed, as a row, or what is wrong with each field. */
export function readForm(form: RowForm): ReadForm {
  const errors: Partial<Record<keyof RowForm, string>> = {};
  const parse = (field: "input" | "expected" | "mocks") => {
    if (field !== "input" && form[field].trim() === "") return undefined;
    try {
      return JSON.parse(form[field]);
    } catch {
      errors[field] = "This is not JSON yet. Text stands in quotation marks.";
      return undefined;
    }
  };
  const tags = form.tags.split(",").flatMap((tag) => tag.trim() || []);
  const [input, expected, mocks] = [parse("input"), parse("expected"), parse("mocks") ?? []];
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const parsed = RowContent.safeParse({ input, ...(expected === undefined ? {} : { expected }), tags, mocks });
  if (parsed.success) return { ok: true, row: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue?.path[0] === "tags" || issue?.path[0] === "mocks" ? issue.path[0] : "input";
  return { ok: false, errors: { [field]: `${issue?.path.slice(1).join(".")} ${issue?.message}`.trim() } };
}
