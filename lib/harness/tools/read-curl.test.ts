import { expect, test } from "vitest";
import { readCurl, splitShell } from "@/lib/harness/tools/read-curl";

const formOf = (command: string) => {
  const read = readCurl(command);
  return read.ok ? read.form : read.message;
};

test("a command as documentation shows it becomes a form; its key is left out", () => {
  const read = readCurl(`curl -X POST 'https://api.example.com/v1/orders?x=1' \\
    -H "Content-Type: application/json" -H 'Authorization: Bearer sk-123' \\
    --data-raw $'{"note": "it\\'s"}' --compressed -s`);
  expect(read).toMatchObject({
    ok: true,
    form: {
      method: "POST",
      url: "https://api.example.com/v1/orders?x=1",
      headers: "Content-Type: application/json",
      body: '{"note": "it\'s"}',
      sideEffect: "unsafe",
      secrets: [{ in: "header", place: "Authorization", prefix: "Bearer " }],
    },
  });
  expect(JSON.stringify(read)).not.toContain("sk-123");
});

test("data makes a POST, -G puts it into the address, no data makes a GET", () => {
  expect(formOf("curl https://a.example/x -d a=1 -d b=2")).toMatchObject({ method: "POST", body: "a=1&b=2" });
  expect(formOf("curl -G https://a.example/x -d a=1 --data b=2")).toMatchObject({
    method: "GET",
    url: "https://a.example/x?a=1&b=2",
  });
  expect(formOf("curl --url=https://a.example/x -o out.json")).toMatchObject({ method: "GET", sideEffect: "none" });
});

test("options with a value before the address are no address: cookies and forms are left out with a note", () => {
  const read = readCurl("curl -b 'sid=abc123' -F photo=@me.png -x proxy:80 -s https://a.example/x");
  expect(read).toMatchObject({ ok: true, form: { method: "POST", url: "https://a.example/x", body: "" } });
  expect(JSON.stringify(read)).not.toContain("abc123");
  const notes = read.ok ? read.notes.join(" ") : "";
  expect(notes).toMatch(/cookie/i);
  expect(notes).toMatch(/form/i);
});

test("data to encode is encoded, and data of a file is not taken for the body", () => {
  expect(formOf("curl -G https://a.example/x --data-urlencode 'q=a b&c' --data-urlencode 'd e'")).toMatchObject({
    url: "https://a.example/x?q=a%20b%26c&d%20e",
  });
  const read = readCurl("curl https://a.example/x -d @order.json");
  expect(read).toMatchObject({ form: { method: "POST", body: "" }, notes: [expect.stringContaining("order.json")] });
  expect(formOf("curl https://a.example/x --data-raw @me")).toMatchObject({ body: "@me" });
});

test("a key or a password in the address is left out with a note", () => {
  const read = readCurl("curl 'https://me:pw99@a.example/x?api_key=k-42&page=2&access_token=t-43#top'");
  expect(read).toMatchObject({
    form: {
      url: "https://a.example/x?page=2#top",
      secrets: [
        { in: "query", place: "api_key" },
        { in: "query", place: "access_token" },
      ],
    },
  });
  expect(JSON.stringify(read)).not.toMatch(/pw99|k-42|t-43/);
  expect(read.ok && read.notes).toHaveLength(3);
});

test.each([
  ["wget https://a.example", "The command does not begin with curl."],
  ["curl 'https://a.example", "A quote is not closed."],
  ["curl file:///etc/passwd", "The command has no http(s) address."],
])("%s is refused with a sentence", (command, message) => {
  expect(formOf(command)).toBe(message);
});

test("words are split as a shell splits them", () => {
  expect(splitShell(`a "b \\"c\\"" 'd\\e' f\\ g h"i"j ""`)).toEqual(["a", 'b "c"', "d\\e", "f g", "hij", ""]);
});
