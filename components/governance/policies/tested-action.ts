import { z } from "zod";
import type { SelectOption } from "@/components/ui/select";
import type { PolicySetView } from "@/lib/governance/policies/schema";
import { TestedAction } from "@/lib/governance/policies/schema";
import { MemoryScopeName } from "@/lib/release/memory-grants";

/** Everything that the test bench can be asked about; only the fields of `kind` are shown. */
export type BenchForm = {
  kind: TestedAction["kind"];
  tool: string;
  args: string;
  method: string;
  host: string;
  sideEffect: string;
  model: string;
  inputTokens: number;
  knowledge: string;
  scope: string;
};

export const newBenchForm = ({ tools, models, knowledge }: PolicySetView): BenchForm => ({
  kind: "tool.call",
  tool: tools[0]?.key ?? "",
  args: "{}",
  method: "GET",
  host: "api.example.com",
  sideEffect: "none",
  model: models[0]?.ref ?? "",
  inputTokens: 1_000,
  knowledge: knowledge[0]?.key ?? "",
  scope: MemoryScopeName.enum.user,
});

const KINDS: readonly { value: TestedAction["kind"]; label: string }[] = [
  { value: "tool.call", label: "Call a tool" },
  { value: "request", label: "Send an HTTP request" },
  { value: "model.invoke", label: "Use a model" },
  { value: "knowledge.read", label: "Read knowledge" },
  { value: "memory.read", label: "Read memory" },
  { value: "memory.write", label: "Write memory" },
];

/** What can be asked about; of knowledge only when there is some. */
export const kindOptions = ({ knowledge }: PolicySetView): SelectOption[] =>
  KINDS.filter(({ value }) => value !== "knowledge.read" || knowledge.length > 0);

export const kindOf = (value: string): TestedAction["kind"] =>
  KINDS.find((one) => one.value === value)?.value ?? "tool.call";

const Args = z.record(z.string(), z.json());

/** The question, or what is wrong with the form in words. */
export function testedAction(form: BenchForm): { action: TestedAction } | { problem: string } {
  const { kind, tool, method, host, sideEffect, model, inputTokens, knowledge, scope } = form;
  const args = kind === "tool.call" ? argsOf(form.args) : {};
  if (!args) return { problem: "The arguments are not a JSON object." };
  const asked = {
    "tool.call": { kind, tool, args },
    request: { kind, method, host: host.trim(), sideEffect },
    "model.invoke": { kind, model, inputTokens },
    "knowledge.read": { kind, knowledge },
    "memory.read": { kind, scope },
    "memory.write": { kind, scope },
  }[kind];
  const action = TestedAction.safeParse(asked);
  if (action.success) return { action: action.data };
  return { problem: action.error.issues[0]?.message ?? "Something is missing." };
}

function argsOf(text: string): Record<string, z.core.util.JSONType> | null {
  try {
    return Args.safeParse(JSON.parse(text.trim() || "{}")).data ?? null;
  } catch {
    return null;
  }
}
