import type { Json } from "@/lib/release/json-schema";

/** Longer inputs are not kept. */
const MAX_CHARACTERS = 50_000;
const keyOf = (tenant: string, harness: string) => `slipway.test-input.${tenant}.${harness}`;

/** What the harness was last tested with on this device; undefined when that is not known. */
export function rememberedInput(tenant: string, harness: string): Json | undefined {
  try {
    const stored = localStorage.getItem(keyOf(tenant, harness));
    return stored === null ? undefined : JSON.parse(stored);
  } catch {
    return undefined;
  }
}

export function rememberInput(tenant: string, harness: string, input: Json): void {
  const text = JSON.stringify(input);
  try {
    if (text.length <= MAX_CHARACTERS) localStorage.setItem(keyOf(tenant, harness), text);
  } catch {
    // A browser without storage remembers nothing.
  }
}
