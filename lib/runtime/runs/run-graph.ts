import { z } from "zod";
import { NODE_KINDS } from "@/lib/release/node-config";

/** What a read-only canvas needs to draw the release of a run. Positions are those of the draft that was released. */
export const RunGraph = z.object({
  release: z.object({ id: z.uuid(), number: z.int().nullable() }),
  nodes: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      kind: z.enum(NODE_KINDS),
      label: z.string(),
      parent: z.string().nullable(),
      position: z.object({ x: z.number(), y: z.number() }).nullable(),
      /** Its result comes from the run that this one goes on from. */
      isCarried: z.boolean(),
      /** Of a map in a test run: the one item that it runs, counted from 0; null: all of them. */
      onlyItem: z.int().nullable(),
    }),
  ),
  edges: z.array(z.object({ id: z.string(), from: z.string(), port: z.string(), to: z.string(), toPort: z.string() })),
});
export type RunGraph = z.infer<typeof RunGraph>;
