import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { Scope } from "@/lib/governance/access/scopes";

type Shape = z.ZodObject;
export type Method = "get" | "post" | "put" | "patch" | "delete";

export type RouteInput<P extends Shape, Q extends Shape, B extends z.ZodType> = {
  actor: Actor;
  params: z.infer<P>;
  query: z.infer<Q>;
  body: z.infer<B>;
  /** The request itself, for headers and the abort signal. Never read the body from it. */
  request: Request;
  /** Whether the same request would be let in now; a stream asks again while it lasts. */
  mayStill(): Promise<boolean>;
};

export type RouteSpec<P extends Shape, Q extends Shape, B extends z.ZodType, R extends z.ZodType> = {
  method: Method;
  /** Below `/api/v1/{tenant}`, with OpenAPI braces: `/runs/{runId}`. */
  path: `/${string}`;
  /** The right that the caller needs; checked before anything is read. */
  scope: Scope;
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Largest body in bytes; default 256 KB. */
  maxBodyBytes?: number;
  /** Places in the body (JSON pointers) with the text of a file, whose characters the handler looks at itself. */
  fileTexts?: readonly string[];
  /** Shape of the answer; parsed in development and tests. Absent for streams and empty answers. */
  response?: R;
  /** Status of a normal answer; default 200, or 204 without a response schema. */
  status?: 200 | 201 | 202 | 204;
  /** True for server-sent events: the handler returns a `Response`. */
  stream?: boolean;
};

/** A route with its types erased, as lib/api composes it. */
export type GovernedRoute = {
  spec: RouteSpec<Shape, Shape, z.ZodType, z.ZodType>;
  handle: (input: RouteInput<Shape, Shape, z.ZodType>) => Promise<unknown>;
};

/**
 * One operation of the API. The wrapper in lib/api resolves the actor, checks the scope, the origin and the body size,
 * parses path, query and body (unknown keys are errors) and turns `ProblemError` into RFC 9457. The handler returns the
 * answer, or a `Response` (streams; another status).
 */
export function governedRoute<P extends Shape, Q extends Shape, B extends z.ZodType, R extends z.ZodType>(
  spec: RouteSpec<P, Q, B, R>,
  handle: (input: RouteInput<P, Q, B>) => Promise<z.input<R> | Response> | Promise<void>,
): GovernedRoute {
  return { spec: spec as unknown as GovernedRoute["spec"], handle: handle as unknown as GovernedRoute["handle"] };
}
