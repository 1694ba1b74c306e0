import {
  FIRST_THRESHOLD,
  rangeWords,
  type ThresholdRow,
  thresholdOfRow,
} from "@/components/harness/experiments/threshold-row";
import { graderIssues } from "@/lib/harness/experiments/grader-issues";
import { type Cell, NewExperiment } from "@/lib/harness/experiments/schema";
import { thresholdIssues } from "@/lib/harness/experiments/threshold-issues";
import type { GraderSpec } from "@/lib/harness/graders/graders";

/** A grader with an id, by which thresholds know it whatever its name is, also while a person types another one. */
export type FormGrader = GraderSpec & {
  id: string;
  /** Settings whose text cannot be read, by name, with why; what was there before stays in the grader. */
  unread?: Record<string, string>;
};

/** What a person fills in. Numbers stay text until they are read. */
export type PlanForm = {
  harness: string;
  name: string;
  dataset: string;
  /** Empty = the newest when it starts. */
  datasetRev: string;
  seed: string;
  cells: Cell[];
  baseline: string;
  repeats: string;
  graders: FormGrader[];
  thresholds: ThresholdRow[];
  budgetUsd: string;
};

export const newCell = (number: number, label = `Variant ${number}`): Cell => ({
  key: `v${number}`,
  label,
  change: { prompts: {}, slots: {} },
});

export const NEW_GRADER: GraderSpec = {
  name: "Equals the expected answer",
  check: { kind: "exact", at: "", loose: true },
  not: false,
  weight: 1,
  threshold: 1,
};

export const emptyForm = (harness: string): PlanForm => ({
  ...{ harness, name: "", dataset: "", baseline: "v1", repeats: "3", budgetUsd: "1" },
  ...{ datasetRev: "", seed: "1" },
  cells: [newCell(1, "Draft as it is")],
  graders: [{ ...NEW_GRADER, id: "first" }],
  thresholds: [FIRST_THRESHOLD],
});

/** The request, or where the form is not complete yet. */
export function readPlan(form: PlanForm): { ok: true; body: NewExperiment } | { ok: false; problem: string } {
  const nameOf = new Map(form.graders.map(({ id, name }) => [id, name]));
  const lost = form.thresholds.findIndex(({ grader }) => grader !== "" && !nameOf.has(grader));
  if (lost >= 0) return { ok: false, problem: `Threshold ${lost + 1} looks at a grader that is not there any more.` };
  const [unread] = form.graders.flatMap(unreadProblems);
  if (unread) return { ok: false, problem: unread };
  const parsed = NewExperiment.safeParse({
    harness: form.harness,
    name: form.name,
    plan: {
      dataset: form.dataset,
      datasetRev: form.datasetRev === "" ? null : Number(form.datasetRev),
      seed: form.seed.trim() === "" ? Number.NaN : Number(form.seed),
      cells: form.cells,
      baseline: form.cells.length > 1 ? form.baseline : null,
      repeats: Number(form.repeats),
      graders: form.graders.map(({ id: _id, unread: _unread, ...grader }) => grader),
      thresholds: form.thresholds.map((row) => thresholdOfRow(row, nameOf)),
      budgetUsd: Number(form.budgetUsd),
    },
  });
  if (parsed.success) {
    const [unfit] = [...graderIssues(parsed.data.plan), ...thresholdIssues(parsed.data.plan)];
    return unfit ? { ok: false, problem: unfit.message } : { ok: true, body: parsed.data };
  }
  const [issue] = parsed.error.issues;
  const [, list, place] = issue?.path ?? [];
  const row = list === "thresholds" ? form.thresholds[Number(place)] : undefined;
  if (row) return { ok: false, problem: `Give threshold ${Number(place) + 1} a value ${rangeWords(row)}.` };
  return { ok: false, problem: NAMES[String(issue?.path.at(-1))] ?? `${issue?.path.join(" ")}: ${issue?.message}` };
}

const unreadProblems = ({ name, unread }: FormGrader): string[] =>
  Object.values(unread ?? {}).map((problem) => `The grader "${name}" has a setting that cannot be read. ${problem}`);

const NAMES: Record<string, string> = {
  harness: "Choose a harness.",
  dataset: "Choose a dataset.",
  name: "Give the experiment, and every grader, a name.",
  repeats: "Repeats are a whole number from 1 to 20.",
  budgetUsd: "The budget is from 0.01 to 1,000 USD.",
  seed: "The seed is a whole number from 0 to 4,294,967,295.",
  temperature: "The temperature of a variant is from 0 to 2.",
  maxOutputTokens: "The answer of a variant may have 1 to 200,000 tokens.",
  label: "Give every variant a name.",
};
