import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";

/** The edits again on a draft, without those that do not fit. */
export const repeatCommands = (base: Draft, commands: readonly Command[]): Draft =>
  commands.reduce((draft, command) => {
    const applied = applyCommand(draft, command);
    return applied.ok ? applied.draft : draft;
  }, base);
