import { z } from "zod";
import { NodeId } from "@/lib/release/binding";
import { JsonSchema } from "@/lib/release/json-schema";
import { NodeOutput } from "@/lib/release/program";

const Port = z.string().min(1).max(40);

/** An output that test runs of a draft use instead of running the step. Its value is read by itself. */
export const PinView = z.object({
  nodeId: NodeId,
  mode: z.enum(["recorded", "static", "generated"]),
  /** The exit that is taken. */
  port: z.string(),
  /** What the step gave by its schema when it was pinned; another one now means that the pin is stale. */
  schema: JsonSchema,
  sourceRunId: z.uuid().nullable(),
  by: z.string(),
  at: z.iso.datetime(),
});
export const PinList = z.object({ items: z.array(PinView) });
export const PinValue = NodeOutput;
/** What a test run recorded, an example made from the schema, or a value. */
export const NewPin = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("run"), runId: z.uuid() }),
  z.strictObject({ from: z.literal("schema"), port: Port }),
  z.strictObject({ from: z.literal("value"), port: Port, value: z.json() }),
]);
export type PinView = z.infer<typeof PinView>;
export type NewPin = z.infer<typeof NewPin>;
