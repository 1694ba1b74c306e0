import { z } from "zod";

/** Node id: permanent, opaque. */
export const NodeId = z.string().regex(/^n_[0-9a-z]{10,26}$/);
/** Slug of a node in expressions (`steps.<key>.output`). */
export const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
/** Name of an argument, as tools and APIs spell it: also `orderId` and `X-Trace`. */
export const ArgumentName = z.string().regex(/^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]{0,63}$/);

/** Where a value comes from: a literal, a CEL expression, a Liquid template, or a typed reference. */
export const Binding = z.union([
  z.strictObject({ lit: z.json() }),
  z.strictObject({ cel: z.string().max(4_000) }),
  z.strictObject({ tpl: z.string().max(40_000) }),
  z.strictObject({
    ref: z.strictObject({
      /** input, state, item (inside a map), iter (inside a map or loop: index, carry), or a node id (its output). */
      from: z.union([z.enum(["input", "state", "item", "iter"]), NodeId]),
      path: z.array(z.string().max(100)).max(12),
    }),
  }),
]);
export type Binding = z.infer<typeof Binding>;
