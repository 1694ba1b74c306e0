import { evaluateCel } from "@/lib/release/expressions/evaluate-cel";
import type { Json } from "@/lib/release/json-schema";
import { celOfCondition } from "@/lib/release/mock-condition";
import type { RunMocks } from "@/lib/release/run-mocks";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import type { ToolMock } from "@/lib/release/tool-mock";

type Called = Pick<ToolDefinition, "key" | "classes" | "sideEffect">;
export type MockAnswer =
  | { kind: "call" }
  | { kind: "answer"; value: Json; mock: ToolMock }
  | { kind: "error"; message: string; mock: ToolMock }
  | { kind: "denied"; reason: "mock-missing" | "mock-mismatch" | "mock-exhausted"; message: string };

/** What a call gets. `uses` counts how often each mock answered in this run. */
export function mockAnswer(mocks: RunMocks, tool: Called, args: Json, uses: ReadonlyMap<ToolMock, number>): MockAnswer {
  const own = mocks.answers.filter((mock) => mock.tool === tool.key);
  const matching = own.filter((mock) => mock.when === undefined || holds(mock.when, args));
  const open = matching.find((mock) => mock.times === undefined || (uses.get(mock) ?? 0) < mock.times);
  if (open?.error !== undefined) return { kind: "error", message: open.error, mock: open };
  if (open) return { kind: "answer", value: open.answer ?? null, mock: open };
  if (onlyReads(tool)) return { kind: "call" };
  const reason = own.length === 0 ? "mock-missing" : matching.length === 0 ? "mock-mismatch" : "mock-exhausted";
  return { kind: "denied", reason, message: `${SAYS[reason]} "${tool.key}" was not called (${reason}).` };
}

const SAYS = {
  "mock-missing": "This run has no prepared answer of the tool.",
  "mock-mismatch": "No prepared answer fits the arguments.",
  "mock-exhausted": "The prepared answers are used up.",
};

const onlyReads = ({ classes, sideEffect }: Called) => sideEffect === "none" && classes.every((one) => one === "read");

/** What cannot be computed, as a member that is not there, does not hold. */
function holds(when: string, args: Json): boolean {
  const run = { id: "", environment: "draft", startedAt: "", threadId: null, userId: null };
  try {
    return evaluateCel(celOfCondition(when), { input: args, steps: {}, state: {}, run }) === true;
  } catch {
    return false;
  }
}
