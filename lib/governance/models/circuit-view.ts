import { z } from "zod";

/** The circuit of a model: while it is open, no run waits for the model. */
export const CircuitView = z.object({
  state: z.enum(["open", "half-open"]),
  openedAt: z.iso.datetime().nullable(),
  /** When one call tries again; null: not before the key or address of the connection changes. */
  retryAt: z.iso.datetime().nullable(),
});
export type CircuitView = z.infer<typeof CircuitView>;
