import { spawn } from "node:child_process";
import { z } from "zod";

const Most = z.object({ most: z.number() });

/** `slow-provider.ts` in a process of its own. */
export async function startProvider() {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/slow-provider.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once("data", (chunk) => resolve(Number(chunk)));
    child.once("exit", (code) => reject(new Error(`The provider ended with ${code}.`)));
  });
  const host = `127.0.0.1:${port}`;
  return {
    host,
    chatUrl: `http://${host}/v1/chat/completions`,
    toolUrl: `http://${host}/stock`,
    /** Most requests at a time since the last question. */
    async most(): Promise<number> {
      return Most.parse(await (await fetch(`http://${host}/most`)).json()).most;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
    },
  };
}

export type Provider = Awaited<ReturnType<typeof startProvider>>;
