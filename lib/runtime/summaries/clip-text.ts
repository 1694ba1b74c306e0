const HEAD = 0.7;

/** A text within `limit` characters: its head and its tail, and how much is missing between them. */
export function clipText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.floor(limit * HEAD);
  const tail = limit - head;
  return `${text.slice(0, head)} [${text.length - limit} characters left out] ${text.slice(text.length - tail)}`;
}
