import type { InjectedFault } from "@/lib/governance/fault-rules/schema";

export const FAULT_WORDS: Record<InjectedFault, string> = {
  "429": "Too many requests (429)",
  "5xx": "Not available (503)",
  timeout: "No answer in time",
  "cut-stream": "Answer cut off",
};
