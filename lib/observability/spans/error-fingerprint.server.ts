import { createHash } from "node:crypto";
import { normaliseErrorMessage } from "@/lib/observability/spans/normalise-error-message";
import type { ErrorClass } from "@/lib/platform/errors/error-class";

/**
 * 16 hex characters that equal failures share: class, the node (or tool) where it happened, and the message without
 * what changes between occurrences.
 */
export function errorFingerprint(failure: { class: ErrorClass; message: string; nodeKey?: string }): string {
  const parts = [failure.class, failure.nodeKey ?? "", normaliseErrorMessage(failure.message)];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}
