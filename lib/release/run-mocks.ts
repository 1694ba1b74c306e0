import { z } from "zod";
import { ToolMock } from "@/lib/release/tool-mock";

/**
 * Prepared answers that travel with a run. `deny`: a tool that writes, pays, runs code or reaches outside answers only from
 * `answers`; a tool that only reads is called when no answer applies. Absent on a run: every tool is called.
 */
export const RunMocks = z.strictObject({ answers: z.array(ToolMock).max(200), unmocked: z.literal("deny") });
export type RunMocks = z.infer<typeof RunMocks>;
