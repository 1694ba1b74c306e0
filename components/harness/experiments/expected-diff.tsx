import { WordDiff } from "@/components/harness/releases/word-diff";
import { textOf } from "@/lib/harness/graders/value-at";
import type { Json } from "@/lib/release/json-schema";

/** An answer against the expected one, word by word. What is expected and missing is struck through. */
export function ExpectedDiff({ expected, output }: { expected: Json; output: Json }) {
  return <WordDiff before={textOf(expected)} after={textOf(output)} />;
}
