import { z } from "zod";
import type { HttpTool, OwnTool } from "@/lib/harness/tools/schema";
import { isSecretHeader } from "@/lib/harness/tools/secret-headers";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";
import { liquidReferences } from "@/lib/release/expressions/references-of";
import { checkLiquid } from "@/lib/release/expressions/render-liquid";
import type { JsonSchema } from "@/lib/release/json-schema";
import { schemaProblem } from "@/lib/release/schema-problem";
import type { SideEffect } from "@/lib/release/tool-definition";
import { toolSecrets } from "@/lib/release/tool-secrets";

export type ToolIssue = {
  /** JSON pointer (RFC 6901) into the tool. */
  pointer: string;
  message: string;
};

/** Scheme and host written out, without a name and a password in front. */
const LITERAL_HOST = /^https?:\/\/[^/{}?#@\s]+(?=[/?#]|$)/i;

/** What is wrong with a tool beyond its shape: templates, the host, the schemas, keys in plain text, mocks. */
export function toolIssues(tool: OwnTool): ToolIssue[] {
  const { input, output, impl } = tool;
  return [
    ...(impl.kind === "http" ? httpIssues({ ...tool, impl }) : []),
    ...(impl.kind === "code" && impl.source.trim() === ""
      ? [{ pointer: "/impl/source", message: "Write the body of a function of input, ending with return." }]
      : []),
    ...schemaIssues("/input", input),
    ...(output ? schemaIssues("/output", output) : []),
    ...(input.type === "object"
      ? []
      : [{ pointer: "/input/type", message: 'Arguments are an object: "type": "object".' }]),
    ...effectIssues(tool),
    ...mockIssues(tool),
  ];
}

function httpIssues({ impl, input, idempotency }: Pick<HttpTool, "impl" | "input" | "idempotency">): ToolIssue[] {
  const templates: [string, string | undefined][] = [
    ["/impl/url", impl.url],
    ["/impl/body", impl.body],
    ...Object.entries(impl.headers).map(([name, value]): [string, string] => [
      `/impl/headers/${escapePointer(name)}`,
      value,
    ]),
  ];
  return [
    ...hostIssues(impl.url),
    ...templates.flatMap(([pointer, text]) => {
      const message = text ? templateIssue(text, input) : null;
      return message ? [{ pointer, message }] : [];
    }),
    ...secretIssues({ impl, idempotency }),
    ...Object.keys(impl.headers)
      .filter(isSecretHeader)
      .map((name) => ({
        pointer: `/impl/headers/${escapePointer(name)}`,
        message: `"${name}" carries a key. Store the key under Secrets and name it as the secret of this tool.`,
      })),
  ];
}

/** Each secret has a name and a place of its own, which nothing else is written to. */
function secretIssues({ impl, idempotency }: Pick<HttpTool, "impl" | "idempotency">): ToolIssue[] {
  const written = new Set([
    ...(idempotency?.by === "header" ? [`header ${idempotency.name.toLowerCase()}`] : []),
    ...Object.keys(impl.headers).map((name) => `header ${name.toLowerCase()}`),
    ...[...impl.url.matchAll(/[?&]([^=&#{}]+)=/g)].map(([, name]) => `query ${name}`),
  ]);
  return toolSecrets(impl).flatMap(({ name, placement }, at): ToolIssue[] => {
    const place = `${placement.in} ${placement.in === "header" ? placement.name.toLowerCase() : placement.name}`;
    const isTaken = written.has(place);
    written.add(place);
    const what = placement.in === "header" ? "header" : "parameter of the query";
    const message =
      name === ""
        ? "Name a secret, or remove this row."
        : placement.name === ""
          ? `Say which ${what} it is sent as.`
          : isTaken && `The ${what} "${placement.name}" is sent already. Each has one value.`;
    return message ? [{ pointer: `/impl/secrets/${at}`, message }] : [];
  });
}

/** Code has no effect, so nothing else can be said of it; a key in the arguments must be one that the tool has. */
function effectIssues({ impl, sideEffect, idempotency, input }: OwnTool): ToolIssue[] {
  if (impl.kind === "code" && sideEffect !== "none")
    return [{ pointer: "/sideEffect", message: "Code reaches nothing outside, so its effect is none." }];
  if (idempotency?.by === "header" && impl.kind !== "http")
    return [{ pointer: "/idempotency", message: "Only HTTP tools send headers." }];
  if (idempotency?.by === "arg" && requiredOf(input).includes(idempotency.name))
    return [
      {
        pointer: "/idempotency/name",
        message: `"${idempotency.name}" is filled in after the arguments were checked, so it cannot be required.`,
      },
    ];
  return [];
}

function mockIssues({ mocks = [] }: OwnTool): ToolIssue[] {
  return mocks.flatMap(({ when }, at): ToolIssue[] => {
    if (when.trim() === "") return [];
    const checked = checkCel(when, "bool");
    return checked.ok ? [] : [{ pointer: `/mocks/${at}/when`, message: checked.error.message }];
  });
}

/** What is wrong with a template over the arguments, or null. */
function templateIssue(text: string, input: JsonSchema): string | null {
  const error = checkLiquid(text, ["args"]);
  if (error) return error.message;
  const declared = z.record(z.string(), z.unknown()).safeParse(input.properties).data ?? {};
  const missing = liquidReferences(text).find(([, name]) => name !== undefined && !Object.hasOwn(declared, name))?.[1];
  return missing === undefined ? null : `"${missing}" is not among the arguments. Add it to their schema.`;
}

const requiredOf = (schema: JsonSchema): string[] => z.array(z.string()).safeParse(schema.required).data ?? [];

function hostIssues(url: string): ToolIssue[] {
  if (LITERAL_HOST.test(url)) return [];
  return [
    {
      pointer: "/impl/url",
      message: "The address must begin with http:// or https:// and a host that is written out, without a password.",
    },
  ];
}

function schemaIssues(pointer: string, schema: JsonSchema): ToolIssue[] {
  const message = schemaProblem(schema);
  return message ? [{ pointer, message }] : [];
}

const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

const RISK: Record<SideEffect, number> = { none: 0, idempotent: 1, unsafe: 2 };

/** Whether a change declares a tool safer than it was, which wants a reason: retries depend on it. */
export const isEffectLowered = (before: SideEffect, after: SideEffect): boolean => RISK[after] < RISK[before];
