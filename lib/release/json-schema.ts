import { z } from "zod";

/** A JSON Schema 2020-12 object: at most 32 KB and 12 levels. What it means is checked by `schemaIssues`. */
export const JsonSchema = z.record(z.string(), z.json());
export type JsonSchema = z.infer<typeof JsonSchema>;
export type Json = z.infer<ReturnType<typeof z.json>>;
