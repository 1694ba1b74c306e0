import { commands } from "@/scripts/cli/commands";
import { UsageError } from "@/scripts/cli/usage-error";

/** The admin command line: one JSON value on standard output, or a sentence on standard error and exit code 2. */
async function main(argv: string[]): Promise<number> {
  const [noun = "", verb = ""] = argv;
  const command = commands[`${noun} ${verb}`] ?? commands[noun];
  if (!command)
    throw new UsageError(`There is no command "${noun} ${verb}". Commands: ${Object.keys(commands).join(", ")}.`);
  console.log(JSON.stringify(await command(argv.slice(commands[`${noun} ${verb}`] ? 2 : 1)), null, 2));
  return 0;
}

const code = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error instanceof UsageError ? error.message : (error.stack ?? error.message));
  return error instanceof UsageError ? 2 : 1;
});
process.exit(code);
