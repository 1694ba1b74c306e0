import type { SecretForm, ToolForm } from "@/lib/harness/tools/tool-form";

type Read = { ok: true; form: Partial<ToolForm>; notes: string[] } | { ok: false; message: string };
type Found = {
  url: string;
  method: string;
  headers: [string, string][];
  data: string[];
  isQuery: boolean;
  notes: string[];
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const KEYS = new Set(["authorization", "proxy-authorization", "cookie", "x-api-key", "api-key"]);
/** Options with a value that says nothing about the call itself. */
const SKIPPED = new Set([
  "-o",
  "--output",
  "-m",
  "--max-time",
  "--connect-timeout",
  "-A",
  "--user-agent",
  "-e",
  "--referer",
  "--retry",
  "-w",
  "--write-out",
]);

/** What a `curl` command would send, as a form. Keys are left out: they belong under Secrets. */
export function readCurl(command: string): Read {
  const words = splitShell(command.trim());
  if (!words) return { ok: false, message: "A quote is not closed." };
  if (words[0] !== "curl") return { ok: false, message: "The command does not begin with curl." };
  const found: Found = { url: "", method: "", headers: [], data: [], isQuery: false, notes: [] };
  for (let at = 1; at < words.length; at += 1) at += readWord(found, words, at);
  if (!/^https?:\/\//i.test(found.url)) return { ok: false, message: "The command has no http(s) address." };
  return { ok: true, form: formOf(found), notes: found.notes };
}

/** Reads the word at a place; gives how many more it took. */
function readWord(found: Found, words: readonly string[], at: number): number {
  const [word, inline] = splitOption(words[at] ?? "");
  const value = inline ?? words[at + 1] ?? "";
  const took = inline === undefined ? 1 : 0;
  switch (word) {
    case "-X":
    case "--request":
      found.method = value.toUpperCase();
      return took;
    case "-H":
    case "--header": {
      const [name = "", text = ""] = value.split(/:(.*)/s);
      found.headers.push([name.trim(), text.trim()]);
      return took;
    }
    case "-d":
    case "--data":
    case "--data-raw":
    case "--data-binary":
    case "--data-urlencode":
      found.data.push(value);
      return took;
    case "--json":
      found.data.push(value);
      found.headers.push(["Content-Type", "application/json"]);
      return took;
    case "-u":
    case "--user":
      found.notes.push("The name and password were left out. Store them under Secrets and name the secret here.");
      return took;
    case "--url":
      found.url = value;
      return took;
    case "-G":
    case "--get":
      found.isQuery = true;
      return 0;
    case "-I":
    case "--head":
      found.notes.push("HEAD is not a method of tools; GET is taken.");
      return 0;
    default:
      return readOther(found, word, took);
  }
}

function readOther(found: Found, word: string, took: number): number {
  if (SKIPPED.has(word)) return took;
  if (word.startsWith("-")) return 0;
  found.url ||= word;
  return 0;
}

/** `--name=value` and `-Xvalue` carry their value. */
function splitOption(word: string): [string, string | undefined] {
  const long = /^(--[a-z-]+)=(.*)$/s.exec(word);
  if (long) return [long[1] ?? word, long[2]];
  const short = /^(-[XHdu])(.+)$/s.exec(word);
  return short && !word.startsWith("--") ? [short[1] ?? word, short[2]] : [word, undefined];
}

function formOf(found: Found): Partial<ToolForm> {
  const kept = found.headers.filter(([name]) => !KEYS.has(name.toLowerCase()));
  const dropped = found.headers.filter(([name]) => KEYS.has(name.toLowerCase()));
  for (const [name] of dropped)
    found.notes.push(`The value of "${name}" was left out. Store it under Secrets and name the secret here.`);
  const query = found.isQuery ? found.data.join("&") : "";
  const url = query ? `${found.url}${found.url.includes("?") ? "&" : "?"}${query}` : found.url;
  const body = found.isQuery ? "" : found.data.join("&");
  const wanted = found.method || (body ? "POST" : "GET");
  const method = METHODS.find((one) => one === wanted) ?? "GET";
  return {
    kind: "http",
    method,
    url,
    headers: kept.map(([name, value]) => `${name}: ${value}`).join("\n"),
    body,
    ...(method === "GET"
      ? { sideEffect: "none", classes: ["read", "egress"] }
      : { sideEffect: "unsafe", classes: ["write", "egress"] }),
    ...(dropped.length > 0 && { secrets: dropped.map(secretOf) }),
  };
}

function secretOf([name, value]: [string, string]): SecretForm {
  const prefix = /^(Bearer|Basic|Token) /i.exec(value)?.[0] ?? "";
  return { id: name, name: "", in: "header", place: name, prefix };
}

/** In this order: continued line, white space, '…', $'…', "…", an escaped character, plain text. */
const TOKEN =
  /(\\\r?\n)|(\s+)|'([^']*)'|\$'((?:\\[\s\S]|[^'\\])*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])|([^\s'"\\$]+|\$)/y;
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r" };

/** The words of a POSIX command line. Null when a quote stays open. */
export function splitShell(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (!token) return null;
    const part = textOf(token);
    if (part !== null) word = (word ?? "") + part;
    else if (token[2] !== undefined && word !== null) {
      words.push(word);
      word = null;
    }
  }
  return word === null ? words : [...words, word];
}

/** What a token adds to its word; null for white space. */
function textOf([, , , single, dollar, double, escaped, plain]: RegExpExecArray): string | null {
  if (dollar !== undefined) return dollar.replaceAll(/\\([\s\S])/g, (_all, one: string) => ESCAPES[one] ?? one);
  if (double !== undefined)
    return double.replaceAll(/\\(\r?\n|[\\"$`])/g, (_all, one: string) => (/\n/.test(one) ? "" : one));
  return single ?? escaped ?? plain ?? null;
}
