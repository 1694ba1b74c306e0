import { z } from "zod";
import type { ProviderKind } from "@/lib/release/provider-kind";

type Asked = { url: string; headers: Record<string, string> };
const ANTHROPIC_VERSION = "2023-06-01";

/** How a provider is asked for its models: each kind has its own header for the key. */
export function askForModels(kind: ProviderKind, baseUrl: string, apiKey: string | null): Asked {
  const headers = { accept: "application/json" };
  if (kind === "anthropic")
    return {
      url: `${baseUrl}/models?limit=200`,
      headers: { ...headers, "anthropic-version": ANTHROPIC_VERSION, ...(apiKey && { "x-api-key": apiKey }) },
    };
  if (kind === "google")
    return {
      url: `${baseUrl}/models?pageSize=200`,
      headers: { ...headers, ...(apiKey && { "x-goog-api-key": apiKey }) },
    };
  return { url: `${baseUrl}/models`, headers: { ...headers, ...(apiKey && { authorization: `Bearer ${apiKey}` }) } };
}

const ById = z.object({ data: z.array(z.object({ id: z.string().max(200) })) });
const ByName = z.object({ models: z.array(z.object({ name: z.string().max(200) })) });

/** The ids in a provider's answer, or null when it is no list of models. */
export function offeredIn(kind: ProviderKind, answer: unknown): string[] | null {
  if (kind === "google") {
    const list = ByName.safeParse(answer);
    return list.success ? list.data.models.map(({ name }) => name.replace(/^models\//, "")) : null;
  }
  const list = ById.safeParse(answer);
  return list.success ? list.data.data.map(({ id }) => id) : null;
}
