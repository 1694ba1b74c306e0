import { type LookupAddress, lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, type Dispatcher, request } from "undici";
import { config } from "@/lib/platform/config/config.server";
import { OutboundError } from "@/lib/platform/net/outbound-error";
import { isAddress, isPublicAddress } from "@/lib/platform/net/private-address";
import { streamFrom } from "@/lib/platform/net/stream-from";

export type SafeRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  maxBytes: number;
  signal: AbortSignal;
};
type SafeResponse = { status: number; headers: Record<string, string>; text: string };
/** One outbound request. Rejects with `OutboundError`; an HTTP error status is an answer. Redirects are answers too. */
export type SafeFetch = (url: string, init: SafeRequest) => Promise<SafeResponse>;
/** The same, but the body comes as it arrives. `timeoutMs` and `maxBytes` bound the whole of it; an error ends the body. */
export type SafeStream = (url: string, init: SafeRequest) => Promise<Response>;

export type SafeFetchOptions = {
  /** `host:port` inside the private network that may be reached, plain HTTP included. Operators decide, never tenants. */
  privateHosts: readonly string[];
  lookup?: LookupFunction;
};

/**
 * The only door to the network. HTTPS to public addresses; the address is checked when the socket connects, so a name
 * that changes its mind gains nothing.
 */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const open = createDoor(options);
  return (url, init) =>
    open(url, init, async ({ status, headers, body, host }) => ({
      status,
      headers,
      text: await readText(body, init.maxBytes, host),
    }));
}

/** The same door for answers that are read while they arrive, such as those of models. */
export function createSafeStream(options: SafeFetchOptions): SafeStream {
  const open = createDoor(options);
  return (url, init) =>
    open(
      url,
      init,
      async ({ status, headers, body, host }, errorOf) =>
        new Response(NO_BODY.has(status) ? null : streamFrom(whole(body, init.maxBytes, host, errorOf)), {
          status,
          headers,
        }),
    );
}

const NO_BODY = new Set([204, 205, 304]);

async function* whole(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
  host: string,
  errorOf: (error: unknown) => OutboundError,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bounded(body, maxBytes, host);
  } catch (error) {
    throw errorOf(error);
  }
}

type Answer = { status: number; headers: Record<string, string>; body: AsyncIterable<Buffer>; host: string };
type Read<T> = (answer: Answer, errorOf: (error: unknown) => OutboundError) => Promise<T>;

function createDoor({ privateHosts, lookup = systemLookup }: SafeFetchOptions) {
  const allowed = new Set(privateHosts.map((host) => host.trim().toLowerCase()).filter(Boolean));
  const guarded = new Agent({ connect: { lookup: publicOnly(lookup), timeout: 10_000 } });
  const open = new Agent({ connect: { timeout: 10_000 } });
  return async <T>(url: string, init: SafeRequest, read: Read<T>): Promise<T> => {
    const target = readUrl(url);
    const isAllowed = allowed.has(`${target.hostname}:${target.port || (target.protocol === "http:" ? "80" : "443")}`);
    if (!isAllowed) refuse(target);
    return await send(target, init, isAllowed ? open : guarded, read);
  };
}

const fromOperator = () => ({ privateHosts: config().SLIPWAY_PRIVATE_HOSTS.split(",") });
let shared: SafeFetch | undefined;
let sharedStream: SafeStream | undefined;
/** The door with the operator's allow-list. */
export function safeFetch(): SafeFetch {
  shared ??= createSafeFetch(fromOperator());
  return shared;
}
/** The door for streams with the operator's allow-list. */
export function safeStream(): SafeStream {
  sharedStream ??= createSafeStream(fromOperator());
  return sharedStream;
}

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new OutboundError("bad-url", "The address is not a URL.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new OutboundError("bad-url", `Only http and https can be called, not ${url.protocol}`);
  if (url.username || url.password) throw new OutboundError("bad-url", "The URL carries credentials. Use a secret.");
  return url;
}

function refuse(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isAddress(host) && !isPublicAddress(host)) throw blocked(host);
  if (url.protocol === "http:")
    throw new OutboundError("blocked", `${host} would be called without encryption. Use https.`);
}

const blocked = (host: string) =>
  new OutboundError(
    "blocked",
    `${host} is inside the private network, so it was not called. An operator can allow it with SLIPWAY_PRIVATE_HOSTS.`,
  );

/** Resolves names like `lookup`, but fails when any of the addresses is not public. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, "", 4);
      const addresses = publicAddresses(found);
      const [first] = addresses;
      if (!first) return done(blocked(hostname), "", 4);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

/** All of the addresses, or none if one of them is not public. */
function publicAddresses(found: string | LookupAddress[]): LookupAddress[] {
  const addresses = Array.isArray(found) ? found : [];
  return addresses.every(({ address }) => isPublicAddress(address)) ? addresses : [];
}

async function send<T>(url: URL, init: SafeRequest, dispatcher: Dispatcher, read: Read<T>): Promise<T> {
  const timeout = AbortSignal.timeout(init.timeoutMs);
  const host = url.hostname;
  const errorOf = (error: unknown): OutboundError => {
    if (error instanceof OutboundError) return error;
    if (init.signal.aborted) return new OutboundError("cancelled", `The call to ${host} was cancelled.`);
    if (timeout.aborted) return new OutboundError("timeout", `${host} did not answer within ${init.timeoutMs} ms.`);
    return new OutboundError("network", `${host} could not be reached: ${causeOf(error)}.`);
  };
  try {
    const { statusCode, headers, body } = await request(url, {
      method: init.method,
      headers: init.headers,
      body: init.body ?? null,
      signal: AbortSignal.any([init.signal, timeout]),
      dispatcher,
    });
    return await read({ status: statusCode, headers: flatten(headers), body, host }, errorOf);
  } catch (error) {
    throw errorOf(error);
  }
}

async function readText(body: AsyncIterable<Buffer>, maxBytes: number, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bounded(body, maxBytes, host)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function* bounded(body: AsyncIterable<Buffer>, maxBytes: number, host: string): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new OutboundError("too-large", `The answer of ${host} is over ${maxBytes} bytes.`);
    yield chunk;
  }
}

const flatten = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );

function causeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error ? error.message : String(error);
}
