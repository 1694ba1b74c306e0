import type { AgentAction } from "@/lib/governance/policies/decision";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { withoutRight } from "@/lib/harness/readiness/memory-grant-rules";
import { nodeFinding, type Rule, type TargetFacts, type Verdict } from "@/lib/harness/readiness/rule";
import { placeOfChain, type SlotChain, slotChains, slotInWords } from "@/lib/harness/readiness/slot-chains";
import { type StepAction, stepActionId, stepActions } from "@/lib/harness/readiness/step-actions";
import { MemoryScopeName } from "@/lib/release/memory-grants";
import type { Finding } from "@/lib/release/readiness-report";

type Verdicts = Readonly<Record<string, Verdict>>;

/**
 * Calls of tools and models, and what steps do by themselves, that the policies in force refuse or leave to a person. What
 * no call of its kind is permitted blocks: every run would be refused. A call that depends on its arguments wants a look,
 * and so does a fallback, which is passed over.
 */
export const noPolicy: Rule = {
  name: "no-policy",
  check: ({ draft, verdicts, facts }) => [
    ...(verdicts === null ? [] : draft.nodes.flatMap((node) => refusedTools(node, verdicts))),
    ...draft.nodes.flatMap((node) => refusedSteps(node, facts?.stepVerdicts ?? {})),
    ...refusedModels(draft, facts),
  ],
};

const severityOf = (verdict: Verdict): Finding["severity"] => (verdict === "never" ? "block" : "review");

/** `what` as the object of a sentence, `who` as its subject; null when it is allowed. */
function refusalOf(verdict: Verdict | undefined, what: string, who: string): string | null {
  if (verdict === undefined || verdict === "allow") return null;
  if (verdict === "needs_approval") return `The active policies want a person to approve ${what}, which ${who}.`;
  const outcome = verdict === "never" ? "every one is refused" : "what they permit depends on the call";
  return `No active policy allows ${what}, which ${who}: ${outcome}. Change it under Policies.`;
}

const refusedTools = (node: DraftNode, verdicts: Verdicts): Finding[] =>
  toolKeysOf(node).flatMap((key) => {
    const verdict = verdicts[key];
    const explanation = refusalOf(verdict, `calls of "${key}"`, `"${node.label}" uses`);
    return verdict && explanation
      ? nodeFinding(node, { rule: "no-policy", severity: severityOf(verdict), field: "tools", explanation })
      : [];
  });

const STEP_WORDS: Record<StepAction["does"], { words: string; field: string }> = {
  "send-http": { words: "requests to", field: "url" },
  "read-knowledge": { words: "reading the knowledge", field: "knowledge" },
  "read-memory": { words: "reading the memory of scope", field: "scope" },
  "write-memory": { words: "writing the memory of scope", field: "scope" },
  "agent-read-memory": { words: "agents reading the memory of scope", field: "memory" },
  "agent-write-memory": { words: "agents writing the memory of scope", field: "memory" },
};

const refusedSteps = (node: DraftNode, verdicts: Verdicts): Finding[] =>
  stepActions(node).flatMap((one) => {
    const verdict = verdicts[stepActionId(one)];
    const { words, field } = STEP_WORDS[one.does];
    const explanation = refusalOf(verdict, `${words} ${one.resource}`, `"${node.label}" does`);
    if (!verdict || !explanation) return [];
    const severity = severityOf(verdict);
    return nodeFinding(node, { rule: "no-policy", severity, field, explanation, ...takeAway(node, one.action) });
  });

/** A grant can be taken back; what else a step does is what it is there for. */
function takeAway(node: DraftNode, action: AgentAction) {
  if (node.kind !== "agent") return {};
  if (action.kind !== "memory.read" && action.kind !== "memory.write") return {};
  const right = action.kind === "memory.read" ? "read" : "write";
  const scope = MemoryScopeName.parse(action.memory.scope);
  return { repair: { label: `Do not let it ${right} this memory`, commands: [withoutRight(node, scope, right)] } };
}

function refusedModels(draft: Draft, facts: TargetFacts | undefined): Finding[] {
  const finding = (ref: string, who: string, place: Pick<Finding, "field" | "environments">): Finding[] => {
    const verdict = facts?.models.find((model) => model.ref === ref)?.verdict;
    const explanation = refusalOf(verdict, `calls of ${ref}`, `${who} uses`);
    return verdict && explanation ? [{ rule: "no-policy", severity: severityOf(verdict), ...place, explanation }] : [];
  };
  const inSentence = (chain: SlotChain) => slotInWords(chain).replace(/^S/, "s");
  return [
    ...slotChains(draft, facts?.slots).flatMap((chain) => finding(chain.first, inSentence(chain), placeOfChain(chain))),
    ...Object.entries(draft.models).flatMap(([name, { fallbacks }]) =>
      fallbacks.flatMap((ref) =>
        finding(ref, `slot "${name}"`, { field: `models.${name}` }).map((one) => ({
          ...one,
          severity: "review" as const,
        })),
      ),
    ),
  ];
}
