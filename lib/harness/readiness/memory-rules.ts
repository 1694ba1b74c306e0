import type { DraftNode } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { canRunTogether } from "@/lib/harness/readiness/exclusive-ways";
import { sharedGrants } from "@/lib/harness/readiness/memory-grant-rules";
import { nodeFinding, type Rule, repairOf, type Subject } from "@/lib/harness/readiness/rule";
import type { Binding } from "@/lib/release/binding";
import { isSharedScope } from "@/lib/release/memory-grants";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { StateVariable } from "@/lib/release/program";
import type { Finding } from "@/lib/release/readiness-report";

function readsInput(binding: Binding | undefined): boolean {
  if (!binding || "lit" in binding) return false;
  if ("ref" in binding) return binding.ref.from === "input" || binding.ref.from === "item";
  return /\b(input|item)\b/.test("cel" in binding ? binding.cel : binding.tpl);
}

/** What a person writes must not reach other people by way of a memory that all of them share. */
export const sharedMemoryScope: Rule = {
  name: "shared-memory-scope",
  check: (subject) => [...sharedSteps(subject), ...sharedGrants(subject)],
};

const sharedSteps = ({ draft }: Subject): Finding[] =>
  draft.nodes
    .filter((node) => node.kind === "memory.write" && isSharedScope(String(node.config.scope)))
    .filter((node) => readsInput(node.in.key) || readsInput(node.in.value))
    .map((node) =>
      nodeFinding(node, {
        rule: "shared-memory-scope",
        severity: "block",
        field: "scope",
        explanation: `"${node.label}" writes what a caller sent into the memory of scope "${node.config.scope}", which every other caller reads.`,
        repair: {
          label: "Keep it with the user",
          commands: [{ kind: "set-node", id: node.id, change: { config: { ...node.config, scope: "user" } } }],
        },
      }),
    );

/** Read, think, write: a write in between by somebody else is lost without a version. */
export const memoryNoVersion: Rule = {
  name: "memory-no-version",
  check: ({ draft, library }) =>
    draft.nodes
      .filter((node) => node.kind === "memory.write" && node.in.if_version === undefined)
      .flatMap((node) => {
        const before = draftTypes(draft, library).namesAt(node.id).steps;
        const found = before.find((one) => readsSame(one.node, node));
        if (!found) return [];
        const { node: read, isOptional } = found;
        const version = isOptional
          ? `steps.?${read.key}.output.version.orValue(0.0)`
          : `steps.${read.key}.output.version`;
        return nodeFinding(node, {
          rule: "memory-no-version",
          severity: "review",
          field: "in.if_version",
          explanation: `"${node.label}" writes what "${read.label}" has read before. Without a version it overwrites what somebody else wrote in between. Write only over the version that was read.`,
          repair: {
            label: "Write over the version that was read",
            commands: [{ kind: "set-node", id: node.id, change: { in: { ...node.in, if_version: { cel: version } } } }],
          },
        });
      }),
};

const readsSame = (read: DraftNode, write: DraftNode): boolean =>
  read.kind === "memory.read" &&
  read.config.mode === "key" &&
  read.config.scope === write.config.scope &&
  JSON.stringify(read.in.key) === JSON.stringify(write.in.key);

const REDUCER_OF: Record<string, StateVariable["reducer"]> = { array: "append", number: "sum", integer: "sum" };

/** Two steps that can run together and replace, or merge, the same variable: which of them wins is chance. */
export const stateRace: Rule = {
  name: "state-race",
  check: (subject) =>
    Object.entries(subject.draft.state).flatMap(([name, variable]) =>
      variable.reducer === "replace" || variable.reducer === "merge" ? raceOf(subject, name, variable) : [],
    ),
};

function raceOf({ draft }: Subject, name: string, variable: StateVariable): Finding[] {
  const writers = draft.nodes.filter(
    (node) =>
      node.kind === "transform" && Object.hasOwn(NODE_CONFIG.transform.safeParse(node.config).data?.set ?? {}, name),
  );
  const pair = writers.flatMap((one, index) =>
    writers.slice(index + 1).flatMap((other) => (canRunTogether(draft, one, other) ? [[one, other] as const] : [])),
  )[0];
  const inMap = writers.find((node) => draft.nodes.some((map) => map.id === node.parent && isParallelMap(map)));
  const node = pair?.[1] ?? inMap;
  if (!node) return [];
  const who = pair
    ? `"${pair[0].label}" and "${pair[1].label}" can run at the same time and both`
    : `"${node.label}" runs for several items at once and each time`;
  const reducer = REDUCER_OF[String(variable.schema.type)] ?? "append";
  const finding = nodeFinding(node, {
    rule: "state-race",
    severity: "block",
    field: `state.${name}`,
    explanation: `${who} ${variable.reducer === "merge" ? "merge into" : "replace"} state.${name}: which value stays is chance.`,
  });
  const initial = reducer === "append" && !Array.isArray(variable.initial) ? [] : variable.initial;
  const schema = reducer === "append" && variable.schema.type !== "array" ? { type: "array" } : variable.schema;
  const state = { ...draft.state, [name]: { ...variable, schema, initial, reducer } };
  return [
    {
      ...finding,
      repair: repairOf({
        label: reducer === "sum" ? "Add them up" : "Keep every value in a list",
        commands: [{ kind: "set-draft", change: { state } }],
      }),
    },
  ];
}

const isParallelMap = (node: DraftNode) =>
  node.kind === "map" && (NODE_CONFIG.map.safeParse(node.config).data?.concurrency ?? 1) > 1;
