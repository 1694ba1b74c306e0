import { z } from "zod";
import type { Json } from "@/lib/release/json-schema";

export const TemplateKey = z.enum(["support-desk", "research", "triage", "invoice"]);
export type TemplateKey = z.infer<typeof TemplateKey>;

type Template = {
  key: TemplateKey;
  name: string;
  /** One sentence for the choice. */
  description: string;
  /** Kinds of steps that it shows. */
  shows: string;
  /** An input that shows what it does. */
  sample: Json;
};

/** What a new harness may start from. Every one runs on a simulated model as it is. */
export const TEMPLATES: readonly Template[] = [
  {
    key: "support-desk",
    name: "Support desk",
    description:
      "A conversation with an agent that looks up orders and opens tickets; its failures have a way of their own.",
    shows: "chat, agent with tools, error way",
    sample: { message: "Where is order A-1001?" },
  },
  {
    key: "research",
    name: "Research report",
    description: "Plans questions, researches them at the same time, waits for all, and writes a report with sources.",
    shows: "map, parallel ways, join",
    sample: { topic: "container shipping" },
  },
  {
    key: "triage",
    name: "Mail triage",
    description: "Sorts messages by what they are about; urgent ones get a ticket, the rest an answer at once.",
    shows: "classify, branch, tool",
    sample: { message: "My invoice was charged twice" },
  },
  {
    key: "invoice",
    name: "Invoice fields",
    description:
      "Reads the fields of an invoice into a schema, checks them, and leaves what is incomplete to a person.",
    shows: "model call with a schema, branch, outcomes",
    sample: { document: "Invoice 2026-118, total EUR 412.50, due 30 November" },
  },
];
