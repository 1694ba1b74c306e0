import type { AssetUses } from "@/lib/harness/assets/schema";

/** What uses an asset, in words; null when nothing does. */
export function usesWords({ drafts, releases, experiments }: AssetUses): string | null {
  const words = [
    ...drafts.map(({ name }) => `the draft of "${name}"`),
    ...releases.map(
      ({ harness, number, environment }) => `release ${number ?? "?"} of "${harness.name}" in ${environment}`,
    ),
    ...experiments.map(({ name }) => `the experiment "${name}", which is running`),
  ];
  return words.length === 0 ? null : words.join(", ");
}
