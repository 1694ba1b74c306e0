export type DiffLine = { kind: "same" | "added" | "removed"; text: string };

const MAX_CELLS = 4_000_000;

/**
 * The lines that turn one text into another: the longest common subsequence of lines (Hunt and McIlroy, 1976), by
 * dynamic programming after equal ends are cut off. Texts beyond 4 million cells show as replaced as a whole.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const middle = diffMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
}

const same = (text: string): DiffLine => ({ kind: "same", text });
const removed = (text: string): DiffLine => ({ kind: "removed", text });
const added = (text: string): DiffLine => ({ kind: "added", text });

function diffMiddle(a: string[], b: string[]): DiffLine[] {
  if (a.length * b.length > MAX_CELLS) return [...a.map(removed), ...b.map(added)];
  const common = commonLengths(a, b);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const line = nextLine(a[i] ?? "", b[j] ?? "", common(i + 1, j) >= common(i, j + 1));
    lines.push(line);
    if (line.kind !== "added") i += 1;
    if (line.kind !== "removed") j += 1;
  }
  return [...lines, ...a.slice(i).map(removed), ...b.slice(j).map(added)];
}

function nextLine(before: string, after: string, isRemovalBetter: boolean): DiffLine {
  if (before === after) return same(before);
  return isRemovalBetter ? removed(before) : added(after);
}

/** Length of the longest common subsequence of what follows line `i` of one text and line `j` of the other. */
function commonLengths(a: string[], b: string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  return at;
}
