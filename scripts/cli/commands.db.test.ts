import { expect, test } from "vitest";
import { requireActor } from "@/lib/governance/access/require-actor.server";
import { commands } from "@/scripts/cli/commands";
import { UsageError } from "@/scripts/cli/usage-error";

const run = (words: string, ...args: string[]) => commands[words]?.(args) ?? Promise.reject(new Error(words));

test("a tenant that is made is listed, and a key made for it opens it and nothing else", async () => {
  await run("tenants create", "--slug", "initech", "--name", "Initech");
  await run("tenants create", "--slug", "hooli");
  expect(await run("tenants list")).toMatchObject({
    items: [
      { slug: "hooli", name: "hooli", demo: false },
      { slug: "initech", name: "Initech", demo: false },
    ],
  });
  const made = await run("keys create", "--tenant", "initech", "--scopes", "run:start, run:read", "--days", "7");
  const { token } = made as { token: string };
  const bearer = { cookie: () => undefined, authorization: `Bearer ${token}` };
  expect([...(await requireActor("initech", bearer)).scopes].sort()).toEqual(["run:read", "run:start"]);
  await expect(requireActor("hooli", bearer)).rejects.toMatchObject({ code: "not-found" });
});

test("the audit chain of a tenant is recomputed by a command", async () => {
  await run("tenants create", "--slug", "umbrella");
  expect(await run("audit verify", "--tenant", "umbrella")).toMatchObject({
    tenant: "umbrella",
    intact: true,
    events: 3,
  });
});

test.each([
  ["an unknown tenant", ["--tenant", "nobody", "--scopes", "run:read"], "There is no tenant"],
  ["a right that no key can carry", ["--tenant", "initech", "--scopes", "policy:write"], "scopes.0"],
  ["no scopes", ["--tenant", "initech"], "Usage:"],
  ["an unknown option", ["--tenant", "initech", "--scopes", "run:read", "--forever", "1"], "Usage:"],
])("a key command with %s says what is wrong", async (_case, args, says) => {
  const failure = await run("keys create", ...args).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(UsageError);
  expect((failure as Error).message).toContain(says);
});
