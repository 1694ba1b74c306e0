import { WordDiff } from "@/components/harness/releases/word-diff";
import { textOf } from "@/lib/harness/graders/value-at";
import type { Json } from "@/lib/release/json-schema";

/** An answer against the expected one, word by word. What is expected and missing is struck through. */
export function ExpectedDiff({ expected, output }: { expected: Json; output: Json }) {
  return (
    <div className="grid gap-1.5">
      <p className="text-12 text-muted">
        <del className="diff-removed">Struck through</del>: expected and missing.{" "}
        <ins className="diff-added">Marked</ins>: given and not expected.
      </p>
      <WordDiff before={textOf(expected)} after={textOf(output)} />
    </div>
  );
}
