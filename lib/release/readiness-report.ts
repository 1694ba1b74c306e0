import { z } from "zod";
import { Key, NodeId } from "@/lib/release/binding";

export const Severity = z.enum(["block", "review", "advice"]);

/** One finding. `block` stops promotion, `review` wants a second look, `advice` is advice. Commands of `repair` are the harness's. */
export const Finding = z.strictObject({
  rule: z.string(),
  severity: Severity,
  nodeId: NodeId.optional(),
  nodeKey: Key.optional(),
  field: z.string().optional(),
  explanation: z.string(),
  /** Where it matters. Absent: everywhere. */
  environments: z.array(z.enum(["staging", "production"])).optional(),
  repair: z.strictObject({ label: z.string(), commands: z.array(z.json()) }).optional(),
});
export const ReadinessReport = z.strictObject({
  findings: z.array(Finding),
  /** Names of all the rules that were checked. */
  checked: z.array(z.string()),
});
export type Severity = z.infer<typeof Severity>;
export type Finding = z.infer<typeof Finding>;
export type ReadinessReport = z.infer<typeof ReadinessReport>;
