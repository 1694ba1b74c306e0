import { z } from "zod";
import { Environment } from "@/lib/release/run-request";

/** A released harness that a person can talk to: it takes a text and nothing else. */
export const ChatPartner = z.object({
  harness: z.object({ slug: z.string(), name: z.string() }),
  environment: Environment,
  /** Number of the release that answers there now. */
  release: z.int().nullable(),
  /** The input that takes what the person says. */
  field: z.string(),
});
export type ChatPartner = z.infer<typeof ChatPartner>;
export const ChatPartnerList = z.object({ items: z.array(ChatPartner) });
