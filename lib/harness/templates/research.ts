import type { Draft } from "@/lib/harness/graph/draft";
import { DraftBuilder } from "@/lib/harness/templates/draft-builder";
import { slot, textOutput } from "@/lib/harness/templates/template-parts";

/** Plans questions, researches each at the same time, joins, and writes a report. */
export function research(name: string): Draft {
  const build = new DraftBuilder(name, {
    models: slot("sandbox/research-demo"),
    inputs: {
      type: "object",
      properties: { topic: { type: "string", description: "What to research" } },
      required: ["topic"],
    },
    outputs: textOutput("report"),
  });
  const start = build.node("trigger.api", "request", { label: "Request" });
  const plan = build.node("llm", "plan", {
    label: "Plan the questions",
    config: {
      prompt: { system: "You plan research. Three questions, no more.", user: "Topic: {{ input.topic }}" },
      output: {
        title: "Plan",
        type: "object",
        properties: { questions: { type: "array", items: { type: "string" }, maxItems: 10 } },
        required: ["questions"],
        additionalProperties: false,
      },
    },
    policy: { timeoutMs: 30_000 },
  });
  const each = build.node("map", "each", {
    label: "For each question",
    config: { concurrency: 3, maxItems: 10, errorMode: "collect" },
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
        // Ten questions together stay within the tokens of a run.
        maxTokens: 18_000,
      },
      policy: { timeoutMs: 45_000 },
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
        user: "{% for note in steps.each.output limit:10 %}{% if note.ok %}- {{ note.value.text }}\n{% endif %}{% endfor %}",
      },
    },
    policy: { timeoutMs: 60_000 },
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
