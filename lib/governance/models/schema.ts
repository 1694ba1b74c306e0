import { z } from "zod";
import { CircuitView } from "@/lib/governance/models/circuit-view";
import { SecretValue } from "@/lib/governance/secrets/schema";
import { ProviderKind } from "@/lib/release/provider-kind";

/** Where an OpenAI-compatible API is: `https://api.example.com/v1`. No credentials, query or fragment. */
const BaseUrl = z
  .string()
  .trim()
  .max(500)
  .refine(isBaseUrl, "An address like https://api.example.com/v1, without credentials, query or fragment.")
  .transform((text) => text.replace(/\/+$/, ""));

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !(username || password || search || hash);
}

const ConnectionName = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, "Lower case letters, digits and -, beginning with a letter.");
const ModelId = z
  .string()
  .max(80)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/, "The id as the provider writes it, without spaces.");
const PricePerMillion = z.number().min(0).max(100_000);

export const RealProvider = ProviderKind.exclude(["sandbox"]);
export const NewConnection = z.strictObject({
  name: ConnectionName,
  provider: RealProvider.default("openai-compatible"),
  baseUrl: BaseUrl,
  /** Null for a server that asks for none. */
  apiKey: SecretValue.nullable(),
});
/** Address and key change together: a key is never sent to an address that it was not given for. */
export const ReplacedConnection = NewConnection.omit({ name: true, provider: true });

export const ModelCardInput = z.strictObject({
  modelId: ModelId,
  /** Tokens. */
  contextWindow: z.int().min(256).max(20_000_000),
  /** Tokens. */
  maxOutput: z.int().min(1).max(2_000_000),
  /** Per million tokens; null when the price is not known. */
  prices: z
    .strictObject({
      inputPerMTok: PricePerMillion,
      outputPerMTok: PricePerMillion,
      currency: z.string().regex(/^[A-Z]{3}$/),
    })
    .nullable(),
});
export type ModelCardInput = z.infer<typeof ModelCardInput>;

/** What a model did when it was asked to. `usage`: it says how many tokens a call took. */
export const Capabilities = z.object({
  answer: z.boolean(),
  stream: z.boolean(),
  usage: z.boolean(),
  tools: z.boolean(),
  jsonSchema: z.boolean(),
  testedAt: z.iso.datetime(),
});
export type Capabilities = z.infer<typeof Capabilities>;

const Check = z.object({ check: z.string(), ok: z.boolean(), detail: z.string() });
export const ConnectionState = z.enum(["untested", "ok", "failing", "auth_failed", "disabled"]);
export const ConnectionView = z.object({
  id: z.uuid(),
  name: z.string(),
  provider: ProviderKind,
  baseUrl: z.string().nullable(),
  hasKey: z.boolean(),
  state: ConnectionState,
  checks: z.array(Check),
  testedAt: z.iso.datetime().nullable(),
  /** The models that harnesses can choose; simulated ones for the sandbox. */
  models: z.array(
    ModelCardInput.extend({
      ref: z.string(),
      simulated: z.boolean(),
      /** Where the prices come from: typed in, the bundled list, or nobody knows them (then they are null). */
      priceSource: z.enum(["override", "bundled", "unknown", "simulated"]),
      /** What a test of the model showed; null before the first. */
      capabilities: Capabilities.nullable(),
      /** Tokens that the provider counts for one of ours, learnt from its usage; null before the first call. */
      ratio: z.number().nullable(),
      /** Null while calls go through. */
      circuit: CircuitView.nullable(),
    }),
  ),
});
export type ConnectionView = z.infer<typeof ConnectionView>;
export const ConnectionPage = z.object({ items: z.array(ConnectionView), nextCursor: z.string().nullable() });
export type ConnectionPage = z.infer<typeof ConnectionPage>;

export const ConnectionTest = z.object({
  state: ConnectionState,
  checks: z.array(Check),
  /** Models that the provider lists, at most 200, with what the bundled list knows of them. */
  offered: z.array(
    z.object({ id: z.string(), contextWindow: z.int().nullable(), prices: ModelCardInput.shape.prices }),
  ),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;
