import { z } from "zod";
import { ErrorClass } from "@/lib/platform/errors/error-class";

const text = (max: number) => z.string().min(1).max(max);

/** What a list of runs is narrowed to. The same names in the API, in the URL of the page and in links from other pages. */
export const TraceFilter = z.strictObject({
  status: z.enum(["queued", "running", "parked", "succeeded", "failed", "cancelled", "dead-lettered"]).optional(),
  environment: z.enum(["draft", "staging", "production"]).optional(),
  harness: text(80).optional(),
  /** Runs whose own error, or any failed attempt inside, has this class. */
  error: ErrorClass.optional(),
  /** Runs in which this node failed. */
  node: text(40).optional(),
  release: z.uuid().optional(),
  thread: z.uuid().optional(),
  /** Anywhere in the id, the name, the previews or the error. */
  text: text(200).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  simulated: z.enum(["only", "never"]).optional(),
});
export type TraceFilter = z.infer<typeof TraceFilter>;

/** A filter from the parameters of a URL: what cannot be read is left out. */
export function filterFromUrl(parameters: Iterable<[string, string]>): TraceFilter {
  const shape = TraceFilter.shape;
  const entries = [...parameters].flatMap(([name, value]) => {
    if (!(name in shape)) return [];
    const parsed = TraceFilter.safeParse({ [name]: value });
    return parsed.success ? Object.entries(parsed.data) : [];
  });
  return Object.fromEntries(entries);
}

/** The query string of a filter, without the question mark; empty for no filter. */
export function filterToUrl(filter: TraceFilter): string {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== undefined)).toString();
}
