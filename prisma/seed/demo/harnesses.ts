import type { Draft } from "@/lib/harness/graph/draft";
import { DraftBuilder } from "@/lib/harness/templates/draft-builder";
import { DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";

const slot = (model: string) => ({ main: { model, fallbacks: [], temperature: 0.2, maxOutputTokens: 1_024 } });
const policy = (seconds: number) => ({ timeoutMs: seconds * 1_000, retry: { ...DEFAULT_RETRY, baseMs: 400 } });

/** A conversation with an agent that looks up orders, refunds small amounts and opens tickets. */
export function supportDesk(system: string): Draft {
  const build = new DraftBuilder("Support desk", {
    models: slot("sandbox/support-demo"),
    context: { ...DEFAULT_CONTEXT_POLICY, history: "thread" },
  });
  const start = build.node("trigger.chat", "customer", { label: "Customer message" });
  const agent = build.node("agent", "answer", {
    label: "Answer the customer",
    config: {
      prompt: { system, user: "{{ input.message }}" },
      tools: ["orders_get", "refund_create", "ticket_create", "memory_save", "memory_search"],
    },
    policy: policy(60),
  });
  const reply = build.node("end", "reply", { label: "Reply", in: { answer: { cel: "steps.answer.output.text" } } });
  const handover = build.node("end", "handover", {
    label: "Hand over to a person",
    in: { answer: { lit: "A colleague takes over from here." } },
  });
  build.edge(start, agent);
  build.edge(agent, reply);
  build.edge(agent, handover, "limit");
  return build.build();
}

/** Plans questions, researches each of them at the same time, and writes a report; a check joins before the end. */
export function researchFanOut(): Draft {
  const build = new DraftBuilder("Research fan-out", {
    models: slot("sandbox/research-demo"),
    inputs: {
      type: "object",
      properties: { topic: { type: "string", description: "What to research" } },
      required: ["topic"],
    },
  });
  const start = build.node("trigger.api", "request", { label: "Request" });
  const plan = build.node("llm", "plan", {
    label: "Plan the questions",
    config: {
      prompt: { system: "You plan research. Three questions, no more.", user: "Topic: {{ input.topic }}" },
      output: {
        title: "Plan",
        type: "object",
        properties: { questions: { type: "array", items: { type: "string" } } },
        required: ["questions"],
        additionalProperties: false,
      },
    },
    policy: policy(30),
  });
  const each = build.node("map", "each", {
    label: "For each question",
    config: { concurrency: 3, errorMode: "collect" },
    in: { items: { cel: "steps.plan.output.object.questions" } },
  });
  const search = build.node(
    "agent",
    "search",
    {
      label: "Search and note",
      config: {
        prompt: { system: "You search first, then write one note with its source.", user: "{{ item }}" },
        tools: ["web_search"],
      },
      policy: policy(45),
    },
    each,
  );
  const background = build.node("transform", "background", {
    label: "Note the request",
    config: { fields: { topic: { cel: "input.topic" }, asked_at: { cel: "run.startedAt" } } },
  });
  const both = build.node("join", "both", { label: "Both are there" });
  const write = build.node("llm", "write", {
    label: "Write the report",
    config: {
      prompt: {
        system: "You write a report from notes. Every statement names its source.",
        user: "{% for note in steps.each.output %}{% if note.ok %}- {{ note.value.text }}\n{% endif %}{% endfor %}",
      },
    },
    policy: policy(60),
  });
  const end = build.node("end", "report", { label: "Report", in: { report: { cel: "steps.write.output.text" } } });
  build.edge(start, plan);
  build.edge(start, background);
  build.edge(plan, each);
  build.edge(each, search, "body");
  build.edge(search, each, "out", "collect");
  build.edge(each, both);
  build.edge(background, both);
  build.edge(both, write);
  build.edge(write, end);
  return build.build();
}

/** Sorts messages by what they are about; what is urgent is answered by an agent with tickets, the rest at once. */
export function triage(): Draft {
  const build = new DraftBuilder("Triage", { models: slot("sandbox/triage-demo") });
  const start = build.node("trigger.api", "mail", { label: "Incoming mail" });
  const sort = build.node("classify", "sort", {
    label: "What is it about",
    config: {
      instruction: "Sort the message by what it is about.",
      labels: [
        { key: "billing", description: "Invoices, payments, prices" },
        { key: "security", description: "Phishing, leaks, stolen access" },
        { key: "technical", description: "Errors, crashes, slowness" },
      ],
    },
    policy: policy(20),
  });
  const urgent = build.node("agent", "ticket", {
    label: "Open a ticket",
    config: {
      prompt: { system: "You open a ticket for the technical team.", user: "{{ input.message }}" },
      tools: ["ticket_create"],
    },
    policy: { ...policy(45), onError: "port" },
  });
  const billing = build.node("llm", "billing", {
    label: "Answer about billing",
    config: { prompt: { system: "You answer for the billing queue.", user: "{{ input.message }}" } },
    policy: policy(30),
  });
  const alarm = build.node("transform", "alarm", {
    label: "Note an alarm",
    config: { fields: { severity: { lit: "high" }, text: { cel: "input.message" } } },
  });
  const technical = build.node("end", "technical_end", {
    label: "Ticket",
    in: { answer: { cel: "steps.ticket.output.text" } },
  });
  const failed = build.node("end", "no_ticket", {
    label: "No ticket was made",
    config: { outcome: "failure" },
    in: { reason: { cel: "steps.ticket.output.error.message" } },
  });
  const answered = build.node("end", "answered", {
    label: "Answer",
    in: { answer: { cel: "steps.billing.output.text" } },
  });
  const alarmed = build.node("end", "alarmed", { label: "Alarm", in: { alarm: { cel: "steps.alarm.output" } } });
  const other = build.node("end", "queue", { label: "General queue", in: { queue: { lit: "general" } } });
  build.edge(start, sort);
  build.edge(sort, urgent, "technical");
  build.edge(sort, billing, "billing");
  build.edge(sort, alarm, "security");
  build.edge(sort, other, "other");
  build.edge(urgent, technical);
  build.edge(urgent, failed, "error");
  build.edge(billing, answered);
  build.edge(alarm, alarmed);
  return build.build();
}
