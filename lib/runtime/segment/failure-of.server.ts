import { errorFingerprint } from "@/lib/observability/spans/error-fingerprint.server";
import type { ErrorClass, Failure } from "@/lib/platform/errors/error-class";

const MAX_MESSAGE = 500;

/** A failure with its fingerprint; the message is cut at 500 characters. */
export function failure(errorClass: ErrorClass, message: string, nodeKey?: string): Failure {
  const cut = message.slice(0, MAX_MESSAGE);
  const failed = { class: errorClass, message: cut, ...(nodeKey === undefined ? {} : { nodeKey }) };
  return { ...failed, fingerprint: errorFingerprint(failed) };
}
