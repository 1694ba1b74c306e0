import { wordDiff } from "@/lib/harness/prompts/word-diff";

/** One text turned into another, word by word: what is gone is struck through, what is new is marked. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  let at = 0;
  return (
    <p className="code max-h-[320px] overflow-auto whitespace-pre-wrap rounded-2 border border-border p-3 [overflow-wrap:anywhere]">
      {wordDiff(before, after).map(({ kind, text }) => {
        const key = `${at} ${kind}`;
        at += text.length;
        if (kind === "same") return <span key={key}>{text}</span>;
        return kind === "added" ? (
          <ins key={key} className="diff-added">
            {text}
          </ins>
        ) : (
          <del key={key} className="diff-removed">
            {text}
          </del>
        );
      })}
    </p>
  );
}
