import { z } from "zod";

/** A host as it stands in a URL, without scheme, port or path: `api.example.com`, `10.0.0.5`. */
const Host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.*[a-z0-9])[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "A host has no scheme, port or path: api.example.com");

/** What fits in a header: a line break would let a value add headers of its own. */
export const SecretValue = z
  .string()
  .min(1)
  .max(8_192)
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, "One line of printable ASCII, without spaces at its ends.");

export const SecretName = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9_-]*$/, "Lower case letters, digits, - and _, beginning with a letter.");

export const NewSecret = z.strictObject({
  name: SecretName,
  value: SecretValue,
  allowedHosts: z.array(Host).min(1).max(20),
});
/** Hosts change only together with the value: who does not know it cannot send it elsewhere. */
export const ReplacedSecret = NewSecret.omit({ name: true });

export const SecretView = z.object({
  id: z.uuid(),
  name: z.string(),
  allowedHosts: z.array(z.string()),
  /** Counts values from 1. */
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The model connection whose key this is; such a secret is changed there. */
  connection: z.string().nullable(),
});
export type SecretView = z.infer<typeof SecretView>;
export const SecretPage = z.object({ items: z.array(SecretView), nextCursor: z.string().nullable() });
