import createClient from "openapi-fetch";
import { type Problem, problemOf } from "@/lib/platform/errors/problem";
import type { paths } from "@/lib/platform/http/api-schema";

/** The typed client of our own API, for the browser. Paths, bodies and answers come from the OpenAPI document. */
export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "http://127.0.0.1" : window.location.origin,
});

/** A failed call, with the problem document that came back. `problem` is null when the network failed. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(problem?.detail ?? problem?.title ?? "The server did not answer. Check the connection and try again.");
    this.name = "ApiError";
  }
}

/** The data of a call, or an `ApiError`. Use it in every `queryFn` and `mutationFn`. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new ApiError(response.status, problemOf(error));
}
