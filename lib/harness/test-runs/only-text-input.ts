import type { Draft } from "@/lib/harness/graph/draft";

/** The name of the only property when it is a text; such an input is typed as it is. */
export function onlyTextInput({ properties }: Draft["inputs"]): string | null {
  const all = typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  const [first] = all;
  return all.length === 1 && first && JSON.stringify(first[1]).includes('"string"') ? first[0] : null;
}
