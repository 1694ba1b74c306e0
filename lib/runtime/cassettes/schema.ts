import { z } from "zod";
import { CassetteMode, Environment } from "@/lib/release/run-request";
import { RecordedRequest } from "@/lib/runtime/cassettes/recorded-request";

export const CassetteFilter = z.strictObject({ model: z.string().min(1).max(120).optional() });
export type CassetteFilter = z.infer<typeof CassetteFilter>;

export const CassetteKey = z.string().regex(/^[0-9a-f]{64}$/);

/** A recorded model answer in a list. Texts are null when your role may not read payloads of where it was recorded. */
export const CassetteRow = z.object({
  key: CassetteKey,
  provider: z.string(),
  model: z.string(),
  /** The newest message that was asked, at most 300 characters. */
  question: z.string().nullable(),
  /** The beginning of what was answered, or the tools that were called. */
  answer: z.string().nullable(),
  /** The run that recorded it; null when it is not kept any more. */
  run: z.object({ id: z.uuid(), harness: z.string(), environment: Environment }).nullable(),
  recordedAt: z.iso.datetime(),
});
export type CassetteRow = z.infer<typeof CassetteRow>;
export const CassettePage = z.object({ items: z.array(CassetteRow), nextCursor: z.string().nullable() });

/** With all that was asked and answered, secrets and personal data blacked out. */
export const CassetteView = CassetteRow.extend({ request: RecordedRequest.nullable(), response: z.json() });
export type CassetteView = z.infer<typeof CassetteView>;

/** `off`: test runs of the harness's draft ask the provider, and nothing is kept. */
export const DraftMode = z.enum(["off", ...CassetteMode.options]);
export type DraftMode = z.infer<typeof DraftMode>;
export const NewDraftMode = z.strictObject({ mode: DraftMode });
export const HarnessMode = z.object({ harness: z.object({ slug: z.string(), name: z.string() }), mode: DraftMode });
export type HarnessMode = z.infer<typeof HarnessMode>;
/** Every harness by name, at most 500. */
export const HarnessModes = z.object({ items: z.array(HarnessMode) });
