import type { SideEffect, ToolClass } from "@/lib/release/tool-definition";

export const EFFECT_WORD: Record<SideEffect, string> = { none: "None", idempotent: "Idempotent", unsafe: "Unsafe" };
export const EFFECT_MEANING: Record<SideEffect, string> = {
  none: "Only reads. Retried freely.",
  idempotent: "The same call twice changes things once. Retried.",
  unsafe: "Every call counts. Never retried by itself.",
};
export const CLASS_MEANING: Record<ToolClass, string> = {
  read: "Reads data",
  write: "Changes data",
  egress: "Sends data out",
  money: "Moves money",
  code: "Runs code",
};
