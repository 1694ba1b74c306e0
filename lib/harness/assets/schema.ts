import { z } from "zod";
import { RoutedRelease } from "@/lib/harness/releases/schema";

export const AssetKind = z.enum(["prompt", "tool", "dataset"]);
export type AssetKind = z.infer<typeof AssetKind>;

export const ArchivedAsset = z.object({
  kind: AssetKind,
  key: z.string(),
  name: z.string(),
  /** Newest revision of "main". */
  rev: z.int(),
  archivedAt: z.iso.datetime(),
});
export type ArchivedAsset = z.infer<typeof ArchivedAsset>;
export const ArchivedQuery = z.object({ kind: AssetKind.optional() });
export const ArchivedList = z.object({ items: z.array(ArchivedAsset) });

/** What keeps an asset from being archived. */
export const AssetUses = z.object({
  /** Harnesses whose draft refers to it. */
  drafts: z.array(z.object({ slug: z.string(), name: z.string() })),
  /** Releases that an environment runs, and that use it themselves or by a subflow. */
  releases: z.array(RoutedRelease),
  /** Experiments that run over it now. */
  experiments: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type AssetUses = z.infer<typeof AssetUses>;
