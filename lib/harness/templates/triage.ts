import type { Draft } from "@/lib/harness/graph/draft";
import { DraftBuilder } from "@/lib/harness/templates/draft-builder";
import { FAILURE_REASON, guarded, slot, textOutput } from "@/lib/harness/templates/template-parts";

/** Sorts messages; technical ones branch by urgency into a ticket or an answer. */
export function triage(name: string): Draft {
  const build = new DraftBuilder(name, { models: slot("sandbox/triage-demo"), outputs: textOutput("answer") });
  const start = build.node("trigger.api", "mail", { label: "Incoming mail" });
  const sort = build.node("classify", "sort", {
    label: "What is it about",
    config: {
      instruction: "Sort the message by what it is about.",
      labels: [
        { key: "billing", description: "Invoices, payments, prices" },
        { key: "technical", description: "Errors, crashes, slowness" },
      ],
    },
    policy: { timeoutMs: 20_000 },
  });
  const urgent = build.node("branch", "urgent", {
    label: "Is it urgent",
    config: {
      cases: [{ key: "urgent", label: "urgent", when: 'regex(input.message, "(?i)(down|crash|urgent|cannot work)")' }],
    },
  });
  const ticket = build.node("agent", "ticket", {
    label: "Open a ticket",
    config: {
      prompt: { system: "You open a ticket for the technical team.", user: "{{ input.message }}" },
      tools: ["ticket_create"],
    },
    policy: guarded(45),
  });
  const write = (key: string, label: string, queue: string) =>
    build.node("llm", key, {
      label,
      config: { prompt: { system: `You answer for the ${queue} queue. Two sentences.`, user: "{{ input.message }}" } },
      policy: { timeoutMs: 30_000 },
    });
  const billing = write("billing", "Answer about billing", "billing");
  const technical = write("technical", "Answer about a problem", "technical");
  const end = (key: string, label: string, cel: string) => build.node("end", key, { label, in: { answer: { cel } } });
  const opened = end("opened", "Ticket", "steps.ticket.output.text");
  const billed = end("billed", "Billing answer", "steps.billing.output.text");
  const helped = end("helped", "Technical answer", "steps.technical.output.text");
  const queue = build.node("end", "queue", {
    label: "General queue",
    in: { answer: { lit: "A colleague reads this." } },
  });
  const failed = build.node("end", "no_ticket", {
    label: "No ticket was made",
    config: { outcome: "failure" },
    in: { answer: FAILURE_REASON },
  });
  build.edge(start, sort);
  build.edge(sort, billing, "billing");
  build.edge(sort, urgent, "technical");
  build.edge(sort, queue, "other");
  build.edge(urgent, ticket, "urgent");
  build.edge(urgent, technical, "else");
  build.edge(ticket, opened);
  build.edge(ticket, failed, "error");
  build.edge(billing, billed);
  build.edge(technical, helped);
  return build.build();
}
