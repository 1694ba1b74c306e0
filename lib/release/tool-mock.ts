import { z } from "zod";
import { Key } from "@/lib/release/binding";

/**
 * A prepared answer of a tool. `when` is CEL over `args`; absent = any arguments. `times` limits how often it answers in
 * one run; absent = always. The first that applies answers.
 */
export const ToolMock = z
  .strictObject({
    tool: Key,
    when: z.string().max(1_000).optional(),
    answer: z.json().optional(),
    error: z.string().max(500).optional(),
    times: z.int().min(1).max(1_000).optional(),
  })
  .refine((mock) => (mock.answer === undefined) !== (mock.error === undefined), {
    message: "A mock has an answer or an error, not both.",
  });
export type ToolMock = z.infer<typeof ToolMock>;
