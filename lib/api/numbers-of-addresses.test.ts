import { expect, test } from "vitest";
import { z } from "zod";
import { createApi } from "@/lib/api/app.server";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";

const Parameter = z.object({ name: z.string(), schema: z.object({ type: z.string(), maximum: z.number() }) });
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ parameters: z.array(z.unknown()).default([]) }))),
});

test("no whole number of an address may be larger than a column of the database holds", async () => {
  const answer = await createApi().fetch(new Request("http://local/api/v1/openapi.json"));
  const numbers = Object.entries(Document.parse(await answer.json()).paths).flatMap(([path, methods]) =>
    Object.values(methods)
      .flatMap(({ parameters }) => parameters)
      .flatMap((parameter) => Parameter.safeParse(parameter).data ?? [])
      .filter(({ schema }) => schema.type === "integer")
      .map(({ name, schema }) => ({ at: `${path} ${name}`, maximum: schema.maximum })),
  );
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.filter(({ maximum }) => maximum > MAX_INT4)).toEqual([]);
});
