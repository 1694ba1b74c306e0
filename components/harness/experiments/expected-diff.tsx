import { textOf } from "@/lib/harness/graders/value-at";
import { wordDiff } from "@/lib/harness/prompts/word-diff";
import type { Json } from "@/lib/release/json-schema";

/** An answer against the expected one, word by word. What is expected and missing is struck through. */
export function ExpectedDiff({ expected, output }: { expected: Json; output: Json }) {
  const parts = wordDiff(textOf(expected), textOf(output));
  return (
    <p className="code whitespace-pre-wrap break-words rounded-2 border border-border p-3">
      {parts.map((part, position) =>
        part.kind === "same" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no identity
          <span key={position}>{part.text}</span>
        ) : part.kind === "added" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no identity
          <ins key={position} className="diff-added">
            {part.text}
          </ins>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no identity
          <del key={position} className="diff-removed">
            {part.text}
          </del>
        ),
      )}
    </p>
  );
}
