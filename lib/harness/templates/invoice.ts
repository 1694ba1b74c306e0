import type { Draft } from "@/lib/harness/graph/draft";
import { DraftBuilder } from "@/lib/harness/templates/draft-builder";
import { FAILURE_REASON, slot } from "@/lib/harness/templates/template-parts";

/** Reads fields into a schema, checks that they are complete, and says when a person has to look. */
export function invoice(name: string): Draft {
  const build = new DraftBuilder(name, {
    models: slot("sandbox/echo"),
    inputs: {
      type: "object",
      properties: { document: { type: "string", description: "The text of the invoice" } },
      required: ["document"],
    },
    outputs: {
      type: "object",
      properties: { invoice: { type: "object" }, status: { type: "string", description: "complete or incomplete" } },
      required: ["status"],
    },
  });
  const start = build.node("trigger.api", "request", { label: "Document" });
  const extract = build.node("llm", "extract", {
    label: "Read the fields",
    config: {
      prompt: {
        system: "You read invoices. Copy what is written; leave a field empty when it is not there.",
        user: "{{ input.document }}",
      },
      output: {
        title: "Invoice",
        type: "object",
        properties: { number: { type: "string" }, total: { type: "number" }, currency: { type: "string" } },
        required: ["number", "total", "currency"],
        additionalProperties: false,
      },
    },
    policy: { timeoutMs: 30_000, onError: "port" },
  });
  const check = build.node("branch", "check", {
    label: "Is it complete",
    config: {
      cases: [
        {
          key: "complete",
          label: "complete",
          when: 'steps.extract.output.object.number != "" && steps.extract.output.object.total > 0',
        },
      ],
    },
  });
  const done = build.node("end", "done", {
    label: "Complete",
    in: { invoice: { cel: "steps.extract.output.object" }, status: { lit: "complete" } },
  });
  const person = build.node("end", "person", {
    label: "For a person",
    in: { invoice: { cel: "steps.extract.output.object" }, status: { lit: "incomplete" } },
  });
  const failed = build.node("end", "unread", {
    label: "Could not be read",
    config: { outcome: "failure" },
    in: { status: FAILURE_REASON },
  });
  build.edge(start, extract);
  build.edge(extract, check);
  build.edge(extract, failed, "error");
  build.edge(check, done, "complete");
  build.edge(check, person, "else");
  return build.build();
}
