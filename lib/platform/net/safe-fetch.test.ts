import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSafeFetch, type SafeRequest } from "@/lib/platform/net/safe-fetch.server";

const GET: SafeRequest = {
  method: "GET",
  headers: {},
  timeoutMs: 2_000,
  maxBytes: 1_000,
  signal: new AbortController().signal,
};
let server: Server;
let origin = "";
let hits = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    if (request.url === "/slow") return;
    if (request.url === "/redirect") response.writeHead(302, { location: "http://169.254.169.254/" });
    response.end(request.url === "/large" ? "x".repeat(5_000) : "hello");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  origin = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const strict = createSafeFetch({ privateHosts: [] });

test.each([
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://[::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://10.1.2.3/",
  "https://169.254.169.254/latest/meta-data",
  "https://100.64.0.1/",
  "https://0.0.0.0/",
  "http://93.184.216.34/",
])("%s is refused before anything is sent", async (url) => {
  await expect(strict(url, GET)).rejects.toMatchObject({ reason: "blocked" });
});

test("a name that resolves to a private address is refused at connection", async () => {
  const rebinding = createSafeFetch({
    privateHosts: [],
    lookup: (_name, _options, done) =>
      done(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]),
  });
  await expect(rebinding("https://rebind.example/", GET)).rejects.toMatchObject({ reason: "blocked" });
});

test("credentials in the URL and other protocols are refused", async () => {
  await expect(strict("https://a:b@example.com/", GET)).rejects.toMatchObject({ reason: "bad-url" });
  await expect(strict("file:///etc/passwd", GET)).rejects.toMatchObject({ reason: "bad-url" });
});

test("an allowed host answers, redirects are not followed, size and time are bounded", async () => {
  const open = createSafeFetch({ privateHosts: [origin] });
  hits = 0;
  await expect(open(`http://${origin}/`, GET)).resolves.toMatchObject({ status: 200, text: "hello" });
  await expect(open(`http://${origin}/redirect`, GET)).resolves.toMatchObject({ status: 302 });
  expect(hits).toBe(2);
  await expect(open(`http://${origin}/large`, GET)).rejects.toMatchObject({ reason: "too-large" });
  await expect(open(`http://${origin}/slow`, { ...GET, timeoutMs: 50 })).rejects.toMatchObject({ reason: "timeout" });
  await expect(open("http://127.0.0.1:1/", GET)).rejects.toMatchObject({ reason: "blocked" });
});
