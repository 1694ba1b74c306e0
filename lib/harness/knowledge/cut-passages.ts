/** A part of a document with the headings above it, from the outermost. */
export type Passage = { heading: string; text: string };

/** Words of a passage: it is closed from the first on, and never longer than the second. */
const ENOUGH_WORDS = 200;
const MOST_WORDS = 300;
/** Languages without spaces have no words to count. */
const MOST_CHARACTERS = 2_400;
const HEADING = /^(#{1,6})\s+(.+?)\s*#*$/;
const FENCE = /^\s*(```|~~~)/;

/**
 * A document cut into passages of 200 to 300 words, at paragraphs where that is possible, else at sentences, else at words.
 * In Markdown a heading begins a passage of its own, so that no passage has two subjects. The same text gives the same
 * passages.
 */
export function cutPassages(content: string, format: "markdown" | "text"): Passage[] {
  const passages: Passage[] = [];
  for (const { heading, blocks } of sectionsOf(content, format)) {
    let open: string[] = [];
    const close = () => {
      if (open.length > 0) passages.push({ heading, text: open.join("\n\n") });
      open = [];
    };
    for (const part of blocks.flatMap(fittingParts)) {
      if (!fits([...open, part].join("\n\n"))) close();
      open.push(part);
      if (wordsOf(open.join(" ")) >= ENOUGH_WORDS) close();
    }
    close();
  }
  return passages;
}

type Section = { heading: string; blocks: string[] };

/** Text under each heading, as paragraphs. */
function sectionsOf(content: string, format: "markdown" | "text"): Section[] {
  const sections: Section[] = [{ heading: "", blocks: [] }];
  const path: string[] = [];
  let lines: string[] = [];
  const endBlock = () => {
    const block = lines.join("\n").trim();
    if (block !== "") sections.at(-1)?.blocks.push(block);
    lines = [];
  };
  for (const { line, isCode, heading } of readLines(content, format)) {
    if (heading || (line === "" && !isCode)) endBlock();
    else lines.push(line);
    if (heading) sections.push({ heading: headingBelow(path, heading), blocks: [] });
  }
  endBlock();
  return sections;
}

type Line = { line: string; isCode: boolean; heading: RegExpExecArray | null };

/** What each line is. A fenced block of code is never taken apart by what looks like a heading. */
function readLines(content: string, format: "markdown" | "text"): Line[] {
  let isCode = false;
  return linesOf(content).map((line) => {
    if (format === "text") return { line, isCode: false, heading: null };
    if (FENCE.test(line)) isCode = !isCode;
    return { line, isCode, heading: isCode ? null : HEADING.exec(line) };
  });
}

const linesOf = (content: string): string[] =>
  content
    .replaceAll("\u0000", "")
    .toWellFormed()
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd());

/** The headings down to this one, after it has taken the place of those of its level and below. */
function headingBelow(path: string[], [, signs = "", title = ""]: RegExpExecArray): string {
  path.length = Math.min(path.length, signs.length - 1);
  path[signs.length - 1] = title;
  return path.filter(Boolean).join(" > ");
}

const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const fits = (text: string): boolean => text.length <= MOST_CHARACTERS && wordsOf(text) <= MOST_WORDS;

/** A paragraph as it is, or in parts that fit: whole sentences, and of a sentence that is too long its words. */
function fittingParts(block: string): string[] {
  if (fits(block)) return [block];
  return joinFitting(
    block.split(/(?<=[.!?…。！？])\s+|\n/).flatMap((sentence) => (fits(sentence) ? [sentence] : wordParts(sentence))),
  );
}

function wordParts(sentence: string): string[] {
  const words = sentence.split(/\s+/).filter(Boolean);
  return joinFitting(words.flatMap((word) => word.match(/.{1,2400}/gsu) ?? []));
}

function joinFitting(pieces: readonly string[]): string[] {
  const parts: string[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    const joined = last === undefined ? piece : `${last} ${piece}`;
    if (last !== undefined && fits(joined)) parts[parts.length - 1] = joined;
    else parts.push(piece);
  }
  return parts.filter((part) => part !== "");
}
