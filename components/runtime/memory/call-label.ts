import type { ContextPlanView } from "@/lib/runtime/context-plans/schema";

/** Identity of a call in a list and in the URL. */
export const callKey = ({ runId, stepKey, call, attempt }: ContextPlanView): string =>
  `${runId}/${stepKey}/${call}/${attempt}`;

/** "reply, call 2, attempt 1": the number counts the model calls of the step. "reply, summary, attempt 1" for a summary's own call. */
export function callLabel({ stepKey, call, attempt }: ContextPlanView): string {
  if (call.startsWith("summary:")) return `${stepKey}, summary, attempt ${attempt}`;
  const number = Number(/^model:(\d+)/.exec(call)?.[1] ?? 0) + 1;
  return `${stepKey}, call ${number}, attempt ${attempt}`;
}
