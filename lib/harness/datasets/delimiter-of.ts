const DELIMITERS = [",", ";", "\t"] as const;
const MAX_HEADER = 100_000;

/** What separates the cells of a CSV file: of comma, semicolon and tab the one that its header has most often outside of quotes; a comma when it has none. */
export function delimiterOf(text: string): string {
  const header = text
    .slice(0, MAX_HEADER)
    .replaceAll(/"[^"]*"/g, "")
    .trimStart()
    .split(/[\r\n]/, 1)[0];
  const counts = DELIMITERS.map((delimiter) => (header ?? "").split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}
