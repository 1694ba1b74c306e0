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
