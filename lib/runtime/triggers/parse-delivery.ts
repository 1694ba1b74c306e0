import { ProblemError } from "@/lib/platform/errors/problem";
import type { Json } from "@/lib/release/json-schema";

/** The body of a delivery: JSON, or the fields of a form. Throws `bad-request` or `unsupported-media-type`. */
export function parseDelivery(contentType: string | null, body: string): Json {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(body));
  if (type !== "application/json" && !type.endsWith("+json"))
    throw new ProblemError("unsupported-media-type", "Send application/json or application/x-www-form-urlencoded.");
  try {
    return JSON.parse(body);
  } catch {
    throw new ProblemError("bad-request", "The body is not valid JSON.");
  }
}
