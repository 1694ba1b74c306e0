import { z } from "zod";

export const RowId = z.string().regex(/^i_[0-9a-z]{10,26}$/);

/** One row. `rev`: of the dataset; absent, the newest. */
export const RowRef = z.strictObject({
  dataset: z.string().min(1).max(80),
  rev: z.int().min(1).optional(),
  row: RowId,
});
export type RowRef = z.infer<typeof RowRef>;
