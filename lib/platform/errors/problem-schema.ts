import { z } from "zod";
import type { Problem } from "@/lib/platform/errors/problem";

/** The problem document as the OpenAPI document describes it. */
export const ProblemSchema: z.ZodType<Problem> = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  requestId: z.string().optional(),
});
