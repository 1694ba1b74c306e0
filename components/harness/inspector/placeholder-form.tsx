import { JsonView } from "@/components/ui/json-view";
import type { DraftNode } from "@/lib/harness/graph/draft";

/** A step that came with a file and is not known here, as it came. */
export function PlaceholderForm({ node }: { node: DraftNode }) {
  return (
    <>
      <p className="text-12 text-muted">
        This step came with an imported file, and its kind is not known here. It never runs and blocks a release: put
        another step in its place, or remove it.
      </p>
      <JsonView label="As it came" value={node.config.raw ?? null} />
    </>
  );
}
