import type { NavGroup } from "@/components/shell/nav-model";

export type Command = {
  id: string;
  label: string;
  group: string;
  href?: string;
  run?: () => void;
  keys?: string | undefined;
};

/** Every place of the rail as a command. */
export const navigationCommands = (groups: readonly NavGroup[]): Command[] =>
  groups.flatMap((group) =>
    group.links.map((link) => ({ id: link.href, label: link.label, group: group.label, href: link.href })),
  );

/** Commands whose label or group has every word of the query; a label that starts with it comes first. */
export function matchCommands(commands: readonly Command[], query: string, limit: number): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const starts = (command: Command) => (command.label.toLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
  return commands
    .filter((command) => words.every((word) => `${command.label} ${command.group}`.toLowerCase().includes(word)))
    .sort((one, other) => starts(one) - starts(other))
    .slice(0, limit);
}
