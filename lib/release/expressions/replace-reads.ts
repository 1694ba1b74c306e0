import { celReads, liquidReads, type Reference } from "@/lib/release/expressions/references-of";

/** What stands in place of the first names of a read. */
export type Replacement = { names: number; by: string };
export type Read = Pick<Reference, "path" | "optionalFrom"> & {
  /** The source of the first names, as it is written: `steps.?look.output`. Null when it is written in another way. */
  written(names: number): string | null;
};

/**
 * An expression with other words in place of the first names of its reads, by position in its syntax tree; the rest of
 * each read stays. Null when it cannot be parsed, or a read that is to be replaced is written in a way that is not known.
 */
export function replaceReads(
  language: "cel" | "liquid",
  source: string,
  replace: (read: Read) => Replacement | null,
): string | null {
  const reads = readsOf(language, source);
  if (!reads) return null;
  let text = "";
  let kept = 0;
  for (const { path, optionalFrom, start } of reads.sort((one, other) => one.start - other.start)) {
    const written = (names: number) => {
      const end = endOf(source, start, path.slice(0, names));
      return end === null ? null : source.slice(start, end);
    };
    const replacement = replace({ path, optionalFrom, written });
    if (!replacement) continue;
    const before = written(replacement.names);
    if (before === null) return null;
    text += source.slice(kept, start) + replacement.by;
    kept = start + before.length;
  }
  return text + source.slice(kept);
}

function readsOf(language: "cel" | "liquid", source: string): Reference[] | null {
  try {
    return language === "cel" ? celReads(source) : liquidReads(source);
  } catch {
    return null;
  }
}

const ROOT = /[A-Za-z_]\w*/y;
const MEMBER = /\s*(?:\.\??\s*([A-Za-z_][\w-]*)|\[\??\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*\])/y;

/** Where the names end that are written from `start` on: `a.b`, `a.?b`, `a["b"]`. Null when they are not these names. */
function endOf(source: string, start: number, path: readonly string[]): number | null {
  let at = start;
  for (const [index, name] of path.entries()) {
    const pattern = index === 0 ? ROOT : MEMBER;
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    const found = index === 0 ? match?.[0] : (match?.[1] ?? match?.[2] ?? match?.[3]);
    if (!match || found !== name) return null;
    at = pattern.lastIndex;
  }
  return at;
}
