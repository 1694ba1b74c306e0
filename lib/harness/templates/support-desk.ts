import type { Draft } from "@/lib/harness/graph/draft";
import { DraftBuilder } from "@/lib/harness/templates/draft-builder";
import { FAILURE_REASON, guarded, slot, textOutput } from "@/lib/harness/templates/template-parts";
import { DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";

/** A conversation with an agent that looks up orders and opens tickets. It cannot move money. */
export function supportDesk(name: string): Draft {
  const build = new DraftBuilder(name, {
    models: slot("sandbox/support-demo"),
    context: { ...DEFAULT_CONTEXT_POLICY, history: "thread" },
    outputs: textOutput("answer"),
  });
  const start = build.node("trigger.chat", "customer", { label: "Customer message" });
  const agent = build.node("agent", "answer", {
    label: "Answer the customer",
    config: {
      prompt: {
        system: "You answer for the support desk of a shop. Be brief. Never promise a delivery date.",
        user: "{{ input.message }}",
      },
      tools: ["orders_get", "ticket_create", "memory_save", "memory_search"],
    },
    policy: guarded(60),
  });
  const reply = build.node("end", "reply", { label: "Reply", in: { answer: { cel: "steps.answer.output.text" } } });
  const handover = build.node("end", "handover", {
    label: "Hand over to a person",
    in: { answer: { lit: "A colleague takes over from here." } },
  });
  const failed = build.node("end", "no_answer", {
    label: "No answer",
    config: { outcome: "failure" },
    in: { answer: FAILURE_REASON },
  });
  build.edge(start, agent);
  build.edge(agent, reply);
  build.edge(agent, handover, "limit");
  build.edge(agent, failed, "error");
  return build.build();
}
