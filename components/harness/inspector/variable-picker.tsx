"use client";
import * as Popover from "radix-ui/popover";
import { type ReactElement, useMemo, useState } from "react";
import { type ListedOption, NodeList } from "@/components/harness/editor/node-list";
import { useLastValues } from "@/components/harness/inspector/use-last-values";
import { useNames } from "@/components/harness/inspector/use-names";
import { TypeMark } from "@/components/harness/values/type-mark";
import { type Variable, variablesOf } from "@/lib/harness/graph/variables-of";
import { type Compatibility, compatible } from "@/lib/harness/values/compatible";
import type { JsonSchema } from "@/lib/release/json-schema";

type Props = {
  nodeId: string;
  trigger: ReactElement;
  open: boolean;
  onOpen: (open: boolean) => void;
  onPick: (variable: Variable) => void;
  /** What the value must fit: what does comes first. */
  wants?: JsonSchema;
  /** What there is instead of the variables of the run. */
  own?: readonly Variable[];
};
type Option = ListedOption & { variable: Variable };

/** Every variable that can be read at a node, with its type, whether it may be missing, and what it was in the last test run. */
export function VariablePicker({ nodeId, trigger, open, onOpen, onPick, wants, own }: Props) {
  return (
    <Popover.Root open={open} onOpenChange={onOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="pop variable-picker z-50"
          aria-label="Variables"
        >
          <VariableList
            nodeId={nodeId}
            wants={wants}
            own={own}
            onClose={() => onOpen(false)}
            onPick={(variable) => {
              onOpen(false);
              onPick(variable);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ListProps = Pick<Props, "nodeId" | "onPick" | "wants" | "own"> & { onClose: () => void };

function VariableList({ nodeId, onPick, onClose, wants, own }: ListProps) {
  const names = useNames(nodeId);
  const variables = useMemo(() => {
    const all = own ?? variablesOf(names);
    return wants ? byFit(all, wants) : all;
  }, [names, wants, own]);
  const lastValue = useLastValues(variables, true);
  const [query, setQuery] = useState("");
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const options = variables
    .filter(({ path, step }) => words.every((word) => `${path} ${step?.label ?? ""}`.toLowerCase().includes(word)))
    .map((variable): Option => {
      const value = own ? undefined : lastValue(variable);
      return {
        id: variable.path,
        group: wants ? FITS[fitOf(variable, wants)] : groupOf(variable, own !== undefined),
        title: wants ? variable.path : shortPath(variable),
        hint: [variable.optionalAt === null ? null : "may be missing", value === undefined ? null : shortValue(value)]
          .filter(Boolean)
          .join(" · "),
        icon: <TypeMark type={variable.type} />,
        variable,
      };
    });
  return (
    <NodeList
      label="Find a variable"
      options={options}
      query={query}
      onQuery={setQuery}
      onChoose={({ variable }) => onPick(variable)}
      onClose={onClose}
    />
  );
}

type Fit = Compatibility["verdict"];
const FITS: Record<Fit, string> = { yes: "Fits", unknown: "May fit, a run will tell", no: "Does not fit" };
const RANK: Record<Fit, number> = { yes: 0, unknown: 1, no: 2 };
const fitOf = ({ schema }: Variable, wants: JsonSchema): Fit => compatible(schema, wants).verdict;
const byFit = (variables: readonly Variable[], wants: JsonSchema): Variable[] =>
  [...variables].sort((one, other) => RANK[fitOf(one, wants)] - RANK[fitOf(other, wants)]);

function groupOf({ path, step }: Variable, isOwn: boolean): string {
  if (isOwn) return "What it reads";
  if (step) return step.label;
  return GROUPS[path.split(".")[0] ?? ""] ?? "This round";
}
const GROUPS: Readonly<Record<string, string>> = { input: "Input of the run", state: "State", run: "The run" };

/** Below the name of its step the way into the output is enough. */
const shortPath = ({ path, step }: Variable): string => (step ? step.field.join(".") || "output" : path);

const MAX_SHOWN = 60;
function shortValue(value: unknown): string {
  const text = typeof value === "string" ? `“${value}”` : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
