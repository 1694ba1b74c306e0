import { z } from "zod";
import { VariableName, VariableType, VariableValue } from "@/lib/release/variables";

export const VariableView = z.object({
  name: z.string(),
  type: VariableType,
  /** Null: none in that environment. Test runs use that of `draft`. */
  values: z.object({
    draft: VariableValue.nullable(),
    staging: VariableValue.nullable(),
    production: VariableValue.nullable(),
  }),
  updatedBy: z.string(),
  updatedAt: z.iso.datetime(),
});
export type VariableView = z.infer<typeof VariableView>;
export const VariableList = z.object({ items: z.array(VariableView) });
export const NewVariable = z.strictObject({ name: VariableName, value: VariableValue });
export type NewVariable = z.infer<typeof NewVariable>;
export const VariableChange = z.strictObject({ value: VariableValue });
/** Environments that run releases. */
export const ReleaseEnvironment = z.enum(["staging", "production"]);
export type ReleaseEnvironment = z.infer<typeof ReleaseEnvironment>;
