import { drawnDraft } from "@/bench/drawn-draft";
import { figure } from "@/bench/report";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Draft } from "@/lib/harness/graph/draft";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";

const ROUNDS = 9;
const AROUND = {
  library: { tools: new Map(), prompts: new Map(), knowledge: new Map(), releases: new Map() },
  verdicts: null,
  isDemo: true,
};

/** Milliseconds of a readiness check. */
function checkMs(draft: Draft): number {
  const from = performance.now();
  assessReadiness({ draft, ...AROUND });
  return performance.now() - from;
}

/** The draft with another text in the prompt of its first model step. */
function edited(draft: Draft, round: number): Draft {
  const node = draft.nodes.find(({ kind }) => kind === "llm");
  const prompt = { system: `Answer in round ${round}.`, user: "{{ input.message }}" };
  const change = { config: { ...node?.config, prompt } };
  const applied = applyCommand(draft, { kind: "set-node", id: node?.id ?? "", change });
  if (!applied.ok) throw new Error(applied.refusal);
  return applied.draft;
}

/**
 * The check after one edit of a draft that was checked before, as a share of the check of a draft that nobody has seen,
 * in pairs, after the engine is warm; and the latter in milliseconds.
 */
export function readinessRatio(size: number) {
  const fresh = () => structuredClone(drawnDraft(size));
  for (let round = 0; round < 3; round += 1) checkMs(fresh());
  const whole: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const draft = fresh();
    const all = checkMs(draft);
    whole.push(all);
    ratios.push(checkMs(edited(draft, round)) / all);
  }
  return { ms: figure(whole, "ms", 0), ratio: figure(ratios, "×", 3) };
}
