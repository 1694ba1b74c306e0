import type { ToolIssue } from "@/lib/harness/tools/tool-issues";

/** How the form calls the places of a tool; the longer place first. */
const FIELDS: readonly (readonly [pointer: string, label: string])[] = [
  ["/impl/url", "Address"],
  ["/impl/headers", "Headers"],
  ["/impl/body", "Body"],
  ["/impl/source", "JavaScript"],
  ["/impl/secrets", "Secrets"],
  ["/name", "Name"],
  ["/key", "Key"],
  ["/description", "Description"],
  ["/input", "Arguments"],
  ["/output", "Answer"],
  ["/classes", "Classes"],
  ["/timeoutMs", "Timeout"],
  ["/idempotency", "A repeated call is recognised by"],
  ["/mocks", "Mocks"],
];

/** What keeps a form from being a tool, by the names of its fields, each once and in the order of the issues. */
export const lacksOfTool = (issues: readonly Pick<ToolIssue, "pointer">[]): string[] => [
  ...new Set(
    issues.flatMap(({ pointer }) => FIELDS.find(([place]) => `${pointer}/`.startsWith(`${place}/`))?.[1] ?? []),
  ),
];
