import { Readable } from "node:stream";
import { setImmediate as yieldToOthers } from "node:timers/promises";
import { type CsvError, type Info, parse } from "csv-parse";
import { delimiterOf } from "@/lib/harness/datasets/delimiter-of";
import { MAX_ROWS } from "@/lib/harness/datasets/schema";
import type { Json } from "@/lib/release/json-schema";

export type FileRecord = { line: number; record: Readonly<Record<string, Json>> };
export type FileMistake = { line: number; message: string };
export type FileReading = { columns: string[]; records: FileRecord[]; errors: FileMistake[] };

/** Mistakes after which reading stops. */
export const MAX_MISTAKES = 100;
const MAX_RECORD_LENGTH = 1_000_000;
const CHUNK = 4_000;
const MAX_COLUMNS = 100;

/**
 * Reads a CSV file with a header line, or JSON lines, piece by piece so that other requests are answered meanwhile.
 * Mistakes carry the line of the file, counted from 1. Reading stops after 10,000 records, or after 100 mistakes, with one
 * more that says so. Of JSON lines the first 100 fields that occur are columns.
 */
export function readDatasetFile(format: "csv" | "jsonl", text: string): Promise<FileReading> {
  return format === "csv" ? readCsv(text) : readJsonLines(text);
}

const tooMany = (line: number) => ({ line, message: `A dataset holds at most ${MAX_ROWS} rows; the file has more.` });
const stopped = (line: number) => ({
  line,
  message: `Reading stopped after ${MAX_MISTAKES} mistakes. Look at the first ones; the format may be another one.`,
});
const TOO_LONG = "The record is longer than 1 MB.";

async function readCsv(text: string): Promise<FileReading> {
  const errors: FileMistake[] = [];
  const records: FileRecord[] = [];
  let columns: string[] | null = null;
  let isTooLong = false;
  const isOver = () => isTooLong || errors.length >= MAX_MISTAKES || (columns === null && errors.length > 0);
  const giveUp = () => {
    isTooLong = true;
  };
  const parser = Readable.from(chunksOf(text, isOver, giveUp), { highWaterMark: 1 }).pipe(
    parse({
      bom: true,
      info: true,
      delimiter: delimiterOf(text),
      record_delimiter: ["\r\n", "\n", "\r"],
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: MAX_RECORD_LENGTH,
      on_skip: (error) => {
        if (error && !isOver()) errors.push({ line: lineOf(error), message: messageOf(error) });
        return undefined;
      },
    }),
  );
  let countedTwice = 0;
  for await (const { record, info } of recordsOf(parser)) {
    // `lines` is where the record ends; the parser counts CRLF inside of a cell twice.
    countedTwice += occurrences(record, /\r\n/g);
    const line = info.lines - countedTwice - occurrences(record, /\r\n|\n|\r/g);
    if (columns === null) {
      columns = namesOf(record);
      const mistake = headerMistake(columns);
      if (mistake) return { columns: columns.slice(0, MAX_COLUMNS), records, errors: [{ line, message: mistake }] };
    } else if (records.length >= MAX_ROWS) {
      errors.push(tooMany(info.lines));
      break;
    } else records.push({ line, record: recordOf(columns, record) });
  }
  if (isTooLong) errors.push({ line: parser.info.lines, message: TOO_LONG });
  return { columns: columns ?? [], records, errors: withEnd(errors) };
}

const withEnd = (errors: FileMistake[]): FileMistake[] =>
  errors.length < MAX_MISTAKES ? errors : [...errors, stopped(errors.at(-1)?.line ?? 1)];

async function* recordsOf(parser: AsyncIterable<unknown>): AsyncGenerator<{ record: string[]; info: Info }> {
  const isRecord = (one: unknown): one is { record: string[]; info: Info } =>
    typeof one === "object" && one !== null && "record" in one && "info" in one;
  for await (const one of parser) if (isRecord(one)) yield one;
}

const occurrences = (cells: readonly string[], pattern: RegExp): number =>
  cells.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);

const namesOf = (header: readonly string[]): string[] =>
  header.map((name, position) => name.trim() || `column_${position + 1}`);

const recordOf = (columns: readonly string[], cells: readonly string[]): Record<string, Json> =>
  Object.fromEntries(columns.map((name, position) => [name, cells[position] ?? ""]));

function headerMistake(columns: readonly string[]): string | null {
  if (columns.length > MAX_COLUMNS)
    return `The header has ${columns.length} columns; at most ${MAX_COLUMNS} can be imported.`;
  const double = columns.find((name, position) => columns.indexOf(name) !== position);
  return double === undefined
    ? null
    : `The header names the column "${double.slice(0, 60)}" twice. Rename one of them.`;
}

/** The text in pieces. `giveUp` is called for a line over 1 MB: the parser bounds the text of a record, not its cells. */
async function* chunksOf(text: string, isOver: () => boolean, giveUp: () => void): AsyncGenerator<string> {
  let lineLength = 0;
  for (let at = 0; at < text.length && !isOver(); at += CHUNK) {
    const chunk = text.slice(at, at + CHUNK);
    const end = Math.max(chunk.lastIndexOf("\n"), chunk.lastIndexOf("\r"));
    lineLength = end === -1 ? lineLength + chunk.length : chunk.length - end;
    if (lineLength > MAX_RECORD_LENGTH) return giveUp();
    yield chunk;
    await yieldToOthers();
  }
}

const lineOf = (error: CsvError): number => ("lines" in error && typeof error.lines === "number" ? error.lines : 1);

const SAYS: Partial<Record<CsvError["code"], string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: "It has another number of columns than the header.",
  CSV_QUOTE_NOT_CLOSED: "A quotation mark is opened and never closed.",
  CSV_INVALID_CLOSING_QUOTE: "There is text after a closing quotation mark.",
  INVALID_OPENING_QUOTE: "A quotation mark stands inside a cell that is not quoted.",
  CSV_MAX_RECORD_SIZE: TOO_LONG,
};
const messageOf = (error: CsvError): string => SAYS[error.code] ?? error.message;

const MAX_FIELDS = 1_000;

async function readJsonLines(text: string): Promise<FileReading> {
  const errors: FileMistake[] = [];
  const records: FileRecord[] = [];
  const fields = new Set<string>();
  const pause = pauseAfter(CHUNK);
  let line = 0;
  for (const raw of linesOf(text)) {
    line += 1;
    await pause(raw);
    if (raw.trim() === "") continue;
    const end = endOf(line, { records: records.length, mistakes: errors.length, fields: fields.size });
    if (end) {
      errors.push(end);
      break;
    }
    const record = parsedLine(raw);
    if (typeof record === "string") errors.push({ line, message: record });
    else {
      records.push({ line, record });
      for (const name of Object.keys(record)) fields.add(name);
    }
  }
  return { columns: [...fields].slice(0, MAX_COLUMNS), records, errors };
}

/** Lets others run after so many characters; an empty line is one, too. */
function pauseAfter(length: number): (raw: string) => Promise<void> | null {
  let left = length;
  return (raw) => {
    left -= raw.length + 1;
    if (left > 0) return null;
    left = length;
    return yieldToOthers();
  };
}

type Counts = { records: number; mistakes: number; fields: number };

/** Why reading ends before a line, or null. */
function endOf(line: number, { records, mistakes, fields }: Counts): FileMistake | null {
  if (mistakes >= MAX_MISTAKES) return stopped(line);
  if (records >= MAX_ROWS) return tooMany(line);
  if (fields <= MAX_FIELDS) return null;
  return {
    line,
    message: `The lines have more than ${MAX_FIELDS} different fields. Put what differs from line to line inside of one field.`,
  };
}

function* linesOf(text: string): Generator<string> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    yield text.slice(start, end === -1 ? undefined : end);
    if (end === -1) return;
    start = end + 1;
  }
}

function parsedLine(raw: string): Record<string, Json> | string {
  if (raw.length > MAX_RECORD_LENGTH) return TOO_LONG;
  try {
    const parsed: Json = JSON.parse(raw);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? parsed
      : "The line is JSON, but not an object.";
  } catch {
    return "The line is not JSON.";
  }
}
