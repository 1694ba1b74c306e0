import type { ChatPartner } from "@/lib/runtime/chat/schema";

/** `<harness>@<environment>`, as API callers name it. */
export const chatPartnerKey = ({ harness, environment }: Pick<ChatPartner, "harness" | "environment">): string =>
  `${harness.slug}@${environment}`;
