import type { Draft } from "@/lib/harness/graph/draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { apply, readyDraft } from "@/lib/harness/testing/demo-draft";

/** Chat, a look-up in a knowledge, an agent that is given what was found, an end. */
export function knowledgeDraft(knowledge: string): Draft {
  const draft = readyDraft();
  const [start, agent] = draft.nodes;
  const [first] = draft.edges;
  if (!start || !agent || !first) throw new Error("It has a start and an agent.");
  const step = newNode(draft, "retrieve");
  const lookUp = { ...step, config: { ...step.config, knowledge } };
  const line = (from: string, to: string) => ({
    id: newGraphId("e"),
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  const withStep = apply(apply(draft, { kind: "remove", nodes: [], edges: [first.id] }), {
    kind: "add-nodes",
    nodes: [lookUp],
    edges: [line(start.id, lookUp.id), line(lookUp.id, agent.id)],
    at: {},
  });
  const prompt = {
    system: "Answer from these passages:\n{{ steps.retrieve.output.text }}",
    user: "{{ input.message }}",
  };
  return apply(withStep, { kind: "set-node", id: agent.id, change: { config: { ...agent.config, prompt } } });
}
