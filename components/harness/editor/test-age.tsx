"use client";
import { useEditor } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { isSameContent } from "@/lib/harness/graph/is-same-content";

/** When a test of before was, and whether the draft says something else since the test that is shown. */
export function TestAge() {
  const { earlier, ranDraft } = useTestRun();
  const isSame = useEditor(({ draft }) => ranDraft === null || isSameContent(ranDraft, draft));
  const isChanged = !isSame || earlier?.isChanged === true;
  return (
    <>
      {earlier && (
        <span className="text-12 text-muted">
          <RelativeTime at={earlier.at} />
        </span>
      )}
      {isChanged && (
        <span className="changed-since cut text-12 text-warn" title="What it shows is of the draft as it was then">
          Changed since
        </span>
      )}
    </>
  );
}
