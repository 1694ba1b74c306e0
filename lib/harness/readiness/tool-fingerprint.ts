import { textFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { ToolDefinition } from "@/lib/release/tool-definition";

/** Equal for tools that a model and a policy see as the same: description, schemas, effect, classes. */
export const toolFingerprint = ({ key, description, input, output, sideEffect, classes }: ToolDefinition): string =>
  textFingerprint(canonicalJson({ key, description, input, output, sideEffect, classes: [...classes].sort() }));
