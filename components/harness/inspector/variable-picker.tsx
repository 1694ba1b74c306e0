"use client";
import * as Popover from "radix-ui/popover";
import { type ReactElement, useMemo, useState } from "react";
import { type ListedOption, NodeList } from "@/components/harness/editor/node-list";
import { useLastValues } from "@/components/harness/inspector/use-last-values";
import { useNames } from "@/components/harness/inspector/use-names";
import { type Variable, variablesOf } from "@/lib/harness/graph/variables-of";

type Props = {
  nodeId: string;
  trigger: ReactElement;
  open: boolean;
  onOpen: (open: boolean) => void;
  onPick: (variable: Variable) => void;
};
type Option = ListedOption & { variable: Variable };

/** Every variable that can be read at a node, with its type, whether it may be missing, and what it was in the last test run. */
export function VariablePicker({ nodeId, trigger, open, onOpen, onPick }: Props) {
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

function VariableList({ nodeId, onPick, onClose }: Pick<Props, "nodeId" | "onPick"> & { onClose: () => void }) {
  const names = useNames(nodeId);
  const variables = useMemo(() => variablesOf(names), [names]);
  const lastValue = useLastValues(variables, true);
  const [query, setQuery] = useState("");
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const options = variables
    .filter(({ path, step }) => words.every((word) => `${path} ${step?.label ?? ""}`.toLowerCase().includes(word)))
    .map((variable): Option => {
      const value = lastValue(variable);
      return {
        id: variable.path,
        group: groupOf(variable),
        title: shortPath(variable),
        hint: [variable.optionalAt === null ? null : "may be missing", value === undefined ? null : shortValue(value)]
          .filter(Boolean)
          .join(" · "),
        icon: <span className="variable-type">{variable.type}</span>,
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

function groupOf({ path, step }: Variable): string {
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
