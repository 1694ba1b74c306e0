import { ProblemError } from "@/lib/platform/errors/problem";
import { isTooDeep, jsonHazard } from "@/lib/platform/http/json-hazard";
import { readTextBody } from "@/lib/platform/http/read-text-body.server";

/** Reads a JSON body of at most `maxBytes` bytes; refuses other media types (415), larger bodies (413), bad and hostile JSON (400). `except`: see `jsonHazard`. */
export async function readJsonBody(
  request: Request,
  maxBytes: number,
  except: readonly string[] = [],
): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type))
    throw new ProblemError("unsupported-media-type", "Send the body as application/json.");
  const text = await readTextBody(request, maxBytes);
  if (isTooDeep(text)) throw new ProblemError("bad-request", "The JSON is nested deeper than 64 levels.");
  const value = parsed(text);
  const hazard = jsonHazard(value, except);
  if (hazard) throw new ProblemError("bad-request", hazard.message, [hazard]);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError("bad-request", "The body is not valid JSON.");
  }
}
