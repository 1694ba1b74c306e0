export type Inline =
  | { kind: "text" | "strong" | "em" | "code"; text: string }
  | { kind: "link"; text: string; href: string };
export type Block =
  | { kind: "heading"; level: number; inlines: Inline[] }
  | { kind: "paragraph"; inlines: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; text: string };

const INLINE = /(`[^`]+`)|(\*\*[^*]+\*\*)|(\*[^*\s][^*]*\*)|(!?\[[^[\]]{0,300}\]\([^)\s]{0,500}\))/g;
const LINK = /^!?\[([^\]]*)\]\(([^)\s]*)\)$/;
const ITEM = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;

/**
 * The part of Markdown that notes need: headings, paragraphs, lists, code, emphasis, links. HTML stays text, images
 * become links. Linear in the length of the text.
 */
export function markdownBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.startsWith("```")) {
      const end = lines.findIndex((other, at) => at > index && other.startsWith("```"));
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: "code", text: lines.slice(index + 1, last).join("\n") });
      index = last;
    } else if (line.trim() !== "") addLine(blocks, line, lines[index - 1] ?? "");
  }
  return blocks;
}

function addLine(blocks: Block[], line: string, before: string): void {
  const heading = /^(#{1,4})\s+(.*)$/.exec(line);
  const item = ITEM.exec(line);
  const last = blocks.at(-1);
  if (heading) blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, inlines: inlinesOf(heading[2] ?? "") });
  else if (item) {
    const inlines = inlinesOf(item[2] ?? "");
    const ordered = item[1] !== undefined;
    if (last?.kind === "list" && last.ordered === ordered) last.items.push(inlines);
    else blocks.push({ kind: "list", ordered, items: [inlines] });
  } else if (last?.kind === "paragraph" && before.trim() !== "")
    last.inlines.push({ kind: "text", text: "\n" }, ...inlinesOf(line));
  else blocks.push({ kind: "paragraph", inlines: inlinesOf(line) });
}

function inlinesOf(text: string): Inline[] {
  const inlines: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) inlines.push({ kind: "text", text: text.slice(at, match.index) });
    inlines.push(marked(match[0]));
    at = match.index + match[0].length;
  }
  if (at < text.length) inlines.push({ kind: "text", text: text.slice(at) });
  return inlines;
}

function marked(text: string): Inline {
  const link = LINK.exec(text);
  if (link) return linkOf(link[1] || link[2] || "", link[2] ?? "");
  if (text.startsWith("`")) return { kind: "code", text: text.slice(1, -1) };
  if (text.startsWith("**")) return { kind: "strong", text: text.slice(2, -2) };
  return { kind: "em", text: text.slice(1, -1) };
}

/** Only web addresses become links; `javascript:` and the like stay text. */
const linkOf = (text: string, href: string): Inline =>
  /^https?:\/\//i.test(href) ? { kind: "link", text, href } : { kind: "text", text };
