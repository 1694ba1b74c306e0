import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";
import type { RenameSteps } from "@/lib/release/expressions/rename-steps";

/** The edits again on a draft, without those that do not fit. */
export const repeatCommands = (base: Draft, commands: readonly Command[], rename?: RenameSteps): Draft =>
  commands.reduce((draft, command) => {
    const applied = applyCommand(draft, command, rename);
    return applied.ok ? applied.draft : draft;
  }, base);
