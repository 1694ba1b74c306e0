import { conditionProblem } from "@/lib/release/mock-condition";
import type { ToolMock } from "@/lib/release/tool-mock";

/** Characters of different conditions that are read for one change: about a second. */
const MAX_READ = 300_000;

/** Says for row after row of one change which condition of its prepared answers cannot work; each different one is read once. */
export function checkConditions(): (mocks: readonly ToolMock[]) => { at: number; message: string } | null {
  const known = new Map<string, string | null>();
  let left = MAX_READ;
  const problemOf = (when: string): string | null => {
    const before = known.get(when);
    if (before !== undefined) return before;
    left -= when.length;
    const message =
      left < 0 ? `These are over ${MAX_READ / 1_000} KB of conditions. Split them.` : conditionProblem(when);
    known.set(when, message);
    return message;
  };
  return (mocks) => {
    for (const [at, { when }] of mocks.entries()) {
      const message = when === undefined ? null : problemOf(when);
      if (message) return { at, message };
    }
    return null;
  };
}
