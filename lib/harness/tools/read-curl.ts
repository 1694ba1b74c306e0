import { isSecretHeader } from "@/lib/harness/tools/secret-headers";
import type { SecretForm, ToolForm } from "@/lib/harness/tools/tool-form";

type Read = { ok: true; form: Partial<ToolForm>; notes: string[] } | { ok: false; message: string };
type Found = {
  url: string;
  method: string;
  headers: [string, string][];
  data: string[];
  /** The body comes from somewhere that is not here: a file, or the fields of a form. */
  hasOtherBody: boolean;
  isQuery: boolean;
  notes: string[];
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** Names of parameters that carry a key. */
const KEY_NAME =
  /^(api[-_.]?key|key|subscription[-_]?key|app[-_]?key|((access|auth|api|id|refresh|bearer|private|session)[-_]?)?token|client[-_]?secret|secret|password|passwd|pwd|sig|signature)$/i;
/** Options with a value that says nothing about the call itself. */
const SKIPPED = new Set(
  [
    "-o --output -m --max-time --connect-timeout -A --user-agent -e --referer --retry --retry-delay --retry-max-time",
    "-w --write-out -x --proxy -U --proxy-user --noproxy -c --cookie-jar -D --dump-header -E --cert --key --cacert",
    "--capath --resolve --connect-to --interface --limit-rate --max-redirs -r --range -z --time-cond -K --config",
  ]
    .join(" ")
    .split(" "),
);

/** What a `curl` command would send, as a form. Keys are left out: they belong under Secrets. */
export function readCurl(command: string): Read {
  const words = splitShell(command.trim());
  if (!words) return { ok: false, message: "A quote is not closed." };
  if (words[0] !== "curl") return { ok: false, message: "The command does not begin with curl." };
  const found: Found = { url: "", method: "", headers: [], data: [], hasOtherBody: false, isQuery: false, notes: [] };
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
    case "-b":
    case "--cookie":
      found.headers.push(["Cookie", value]);
      return took;
    case "--json":
      readData(found, "--data", value);
      found.headers.push(["Content-Type", "application/json"]);
      return took;
    case "-u":
    case "--user":
    case "--oauth2-bearer":
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
      return readOther(found, { word, value, took });
  }
}

const DATA = new Set(["-d", "--data", "--data-ascii", "--data-raw", "--data-binary", "--data-urlencode"]);
const FORM = new Set(["-F", "--form", "--form-string"]);
const UPLOAD = new Set(["-T", "--upload-file"]);

function readOther(found: Found, { word, value, took }: { word: string; value: string; took: number }): number {
  if (SKIPPED.has(word)) return took;
  if (DATA.has(word)) readData(found, word, value);
  if (FORM.has(word))
    noteBody(found, "The fields of the form were left out: tools send a text. Write the body yourself.");
  if (UPLOAD.has(word)) noteFile(found, value);
  if (UPLOAD.has(word)) found.method ||= "PUT";
  if (DATA.has(word) || FORM.has(word) || UPLOAD.has(word)) return took;
  if (word.startsWith("-")) return 0;
  found.url ||= word;
  return 0;
}

/** Data as curl sends it: `@` names a file but for `--data-raw`; `--data-urlencode` encodes what follows the first `=`. */
function readData(found: Found, word: string, value: string): void {
  if (word === "--data-raw") found.data.push(value);
  else if (word !== "--data-urlencode")
    if (value.startsWith("@")) noteFile(found, value.slice(1));
    else found.data.push(value);
  else {
    const [, name = "", mark, text = ""] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? ["", "", "=", value];
    if (mark === "@") noteFile(found, text);
    else found.data.push(`${name === "" ? "" : `${name}=`}${encodeURIComponent(text)}`);
  }
}

const noteFile = (found: Found, file: string): void =>
  noteBody(found, `The content of the file "${file}" was left out. Write the body yourself.`);

function noteBody(found: Found, note: string): void {
  found.hasOtherBody = true;
  if (!found.notes.includes(note)) found.notes.push(note);
}

/** `--name=value` and `-Xvalue` carry their value. */
function splitOption(word: string): [string, string | undefined] {
  const long = /^(--[a-z-]+)=(.*)$/s.exec(word);
  if (long) return [long[1] ?? word, long[2]];
  const short = /^(-[XHdubFTxA])(.+)$/s.exec(word);
  return short && !word.startsWith("--") ? [short[1] ?? word, short[2]] : [word, undefined];
}

function formOf(found: Found): Partial<ToolForm> {
  const kept = found.headers.filter(([name]) => !isSecretHeader(name));
  const dropped = found.headers.filter(([name]) => isSecretHeader(name));
  const query = found.isQuery ? found.data.join("&") : "";
  const address = withoutKeys(query ? `${found.url}${found.url.includes("?") ? "&" : "?"}${query}` : found.url);
  if (address.hasPassword)
    found.notes.push("The name and password of the address were left out. Store them under Secrets.");
  for (const name of [...dropped.map(([header]) => header), ...address.keys])
    found.notes.push(`The value of "${name}" was left out. Store it under Secrets and name the secret here.`);
  const secrets = [...dropped.map(secretOf), ...address.keys.map(querySecret)];
  const body = found.isQuery ? "" : found.data.join("&");
  const method = methodOf(found, body);
  return {
    kind: "http",
    method,
    url: address.url,
    headers: kept.map(([name, value]) => `${name}: ${value}`).join("\n"),
    body,
    ...(method === "GET"
      ? { sideEffect: "none", classes: ["read", "egress"] }
      : { sideEffect: "unsafe", classes: ["write", "egress"] }),
    ...(secrets.length > 0 && { secrets }),
  };
}

function methodOf({ method, hasOtherBody, isQuery }: Found, body: string): (typeof METHODS)[number] {
  const wanted = method || (body || (hasOtherBody && !isQuery) ? "POST" : "GET");
  return METHODS.find((one) => one === wanted) ?? "GET";
}

/** The address without a name and password in front of the host and without parameters that carry a key. */
function withoutKeys(address: string): { url: string; keys: string[]; hasPassword: boolean } {
  const plain = address.replace(/^(https?:\/\/)[^/?#@]*@/i, "$1");
  const [, path = "", query, rest = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(plain) ?? [];
  const keys: string[] = [];
  const kept = (query ?? "").split("&").filter((part) => {
    const [name = ""] = part.split("=");
    const isKey = part.includes("=") && KEY_NAME.test(name);
    if (isKey) keys.push(name);
    return !isKey;
  });
  const left = kept.join("&");
  const url = `${path}${left === "" ? "" : `?${left}`}${rest}`;
  return { url: keys.length > 0 ? url : plain, keys: [...new Set(keys)], hasPassword: plain !== address };
}

const querySecret = (name: string): SecretForm => ({ id: name, name: "", in: "query", place: name, prefix: "" });

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
