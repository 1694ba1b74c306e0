import { Readable } from "node:stream";
import { setImmediate as yieldToOthers } from "node:timers/promises";
import { type CsvError, type Info, parse } from "csv-parse";
import { z } from "zod";
import { MAX_ROWS } from "@/lib/harness/datasets/schema";
import type { Json } from "@/lib/release/json-schema";

export type FileRecord = { line: number; record: Record<string, Json> };
export type FileReading = { columns: string[]; records: FileRecord[]; errors: { line: number; message: string }[] };

const CHUNK = 64_000;
const MAX_COLUMNS = 100;

/**
 * Reads a CSV file with a header line, or JSON lines, piece by piece so that other requests are answered meanwhile.
 * Mistakes carry the line of the file, counted from 1. Reading stops after 10,000 records with one mistake that says so.
 */
export function readDatasetFile(format: "csv" | "jsonl", text: string): Promise<FileReading> {
  return format === "csv" ? readCsv(text) : readJsonLines(text);
}

const tooMany = (line: number) => ({ line, message: `A dataset holds at most ${MAX_ROWS} rows; the file has more.` });

async function readCsv(text: string): Promise<FileReading> {
  const errors: FileReading["errors"] = [];
  const records: FileRecord[] = [];
  let columns: string[] = [];
  const parser = Readable.from(chunksOf(text)).pipe(
    parse({
      bom: true,
      info: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: 1_000_000,
      on_skip: (error) => {
        if (error) errors.push({ line: lineOf(error), message: messageOf(error) });
        return undefined;
      },
      columns: (header: string[]) => {
        columns = header.map((name, position) => name.trim() || `column_${position + 1}`).slice(0, MAX_COLUMNS);
        return columns;
      },
    }),
  );
  let before = 1;
  for await (const { record, info } of readable(parser)) {
    if (records.length >= MAX_ROWS) {
      errors.push(tooMany(info.lines));
      parser.destroy();
      break;
    }
    // `lines` is where the record ends; it began on the line after the one before.
    records.push({ line: before + 1, record });
    before = info.lines;
  }
  return { columns, records, errors };
}

async function* readable(parser: AsyncIterable<unknown>): AsyncGenerator<{ record: Record<string, Json>; info: Info }> {
  const Parsed = z.object({ record: z.record(z.string(), z.string()), info: z.custom<Info>() });
  for await (const one of parser) yield Parsed.parse(one);
}

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK) yield text.slice(at, at + CHUNK);
}

const lineOf = (error: CsvError): number => ("lines" in error && typeof error.lines === "number" ? error.lines : 1);

const SAYS: Partial<Record<CsvError["code"], string>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: "It has another number of columns than the header.",
  CSV_QUOTE_NOT_CLOSED: "A quotation mark is opened and never closed.",
  CSV_INVALID_CLOSING_QUOTE: "There is text after a closing quotation mark.",
  INVALID_OPENING_QUOTE: "A quotation mark stands inside a cell that is not quoted.",
  CSV_MAX_RECORD_SIZE: "The record is longer than 1 MB.",
};
const messageOf = (error: CsvError): string => SAYS[error.code] ?? error.message;

const LINES_AT_ONCE = 500;
const JsonObject = z.record(z.string(), z.json());

async function readJsonLines(text: string): Promise<FileReading> {
  const errors: FileReading["errors"] = [];
  const records: FileRecord[] = [];
  let line = 0;
  for (const raw of linesOf(text)) {
    line += 1;
    if (line % LINES_AT_ONCE === 0) await yieldToOthers();
    if (raw.trim() === "") continue;
    if (records.length >= MAX_ROWS) return { columns: columnsOf(records), records, errors: [...errors, tooMany(line)] };
    const record = parsedLine(raw);
    if (typeof record === "string") errors.push({ line, message: record });
    else records.push({ line, record });
  }
  return { columns: columnsOf(records), records, errors };
}

const columnsOf = (records: readonly FileRecord[]): string[] =>
  [...new Set(records.flatMap(({ record }) => Object.keys(record)))].slice(0, MAX_COLUMNS);

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
  try {
    const parsed = JsonObject.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : "The line is JSON, but not an object.";
  } catch {
    return "The line is not JSON.";
  }
}
