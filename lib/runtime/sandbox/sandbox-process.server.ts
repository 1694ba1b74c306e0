import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { z } from "zod";
import {
  SANDBOX_LIMITS,
  type SandboxAnswer,
  type SandboxReply,
  type SandboxRequest,
} from "@/lib/runtime/sandbox/sandbox-message";

export type SandboxProgram = {
  /** The child as one self-contained module: it reads no file. */
  source: string;
  /** The engine, base64. */
  wasm: string;
};

const START_MS = 15_000;
/** Quarters of a second after `killMs`, for a child that had no processor. */
const EXTRA_TURNS = 8;
const Answer = z.union([
  z.strictObject({ ok: z.literal(true), output: z.string(), logs: z.array(z.string()) }),
  z.strictObject({
    ok: z.literal(false),
    class: z.enum(["code_timeout", "code_memory", "code_error"]),
    message: z.string(),
    logs: z.array(z.string()),
  }),
]);
const Reply = z.union([
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("answer"), answer: Answer, rssBytes: z.number() }),
]);

/** `kill` is safe at any time. `isWorn`: the process ended, or should be replaced. `pid` undefined: it did not start. */
export type SandboxProcess = {
  pid: number | undefined;
  ready: Promise<void>;
  run(request: CodeRequest): Promise<SandboxAnswer>;
  kill(): void;
  isWorn(): boolean;
};

/**
 * Starts a child for user code: empty environment, no files, no code from strings, no child processes or threads of its
 * own, and another user when `uid` is given. `ready` rejects with a sentence when it does not come up.
 */
export function startSandboxProcess(program: SandboxProgram, uid: number | null): SandboxProcess {
  const child = spawn(process.execPath, childFlags(), {
    env: Object.create(null),
    cwd: tmpdir(),
    stdio: ["pipe", "ignore", "ignore", "ipc"],
    ...(uid === null ? {} : { uid, gid: uid }),
  });
  child.unref();
  child.channel?.unref();
  child.stdin?.on("error", () => {});
  child.stdin?.end(program.source);
  const inbox = inboxOf(child);
  let calls = 0;
  let isWorn = false;
  const kill = () => {
    isWorn = true;
    child.kill("SIGKILL");
  };
  const ready = inbox.next(START_MS).then((reply) => {
    if (reply === "late" || reply === "gone" || reply.kind !== "ready") {
      kill();
      throw new Error(inbox.startError() ?? "The sandbox for code did not start.");
    }
  });
  ready.catch(() => {});
  send(child, { kind: "engine", wasm: program.wasm });
  return {
    pid: child.pid,
    ready,
    kill,
    isWorn: () => isWorn || inbox.isGone(),
    async run(request) {
      calls += 1;
      const reply = await ask(child, inbox, request);
      if (reply === "late" || reply === "gone" || reply.kind !== "answer") {
        kill();
        return reply === "late" ? STOPPED : BROKEN;
      }
      const { answer, rssBytes } = reply;
      const isFull = rssBytes > SANDBOX_LIMITS.rssBytes || (!answer.ok && answer.class === "code_memory");
      if (isFull || calls >= SANDBOX_LIMITS.callsPerChild) kill();
      return answer;
    },
  };
}

const STOPPED: SandboxAnswer = {
  ok: false,
  class: "code_timeout",
  message: "The code did not end in time, so its process was ended.",
  logs: [],
};
const BROKEN: SandboxAnswer = {
  ok: false,
  class: "code_memory",
  message: "The code broke its engine, most likely by nesting values too deeply. Its process was ended.",
  logs: [],
};

/** Node 20 knows the permission model under its first name only. */
function childFlags(): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  return [permission, "--disallow-code-generation-from-strings", "--max-old-space-size=64", "--input-type=module", "-"];
}

type CodeRequest = Omit<Extract<SandboxRequest, { kind: "run" }>, "kind">;

async function ask(child: ChildProcess, inbox: ReturnType<typeof inboxOf>, request: CodeRequest) {
  const cpuBeforeMs = cpuOf(child);
  const answered = inbox.next(SANDBOX_LIMITS.killMs);
  send(child, { kind: "run", ...request });
  let reply = await answered;
  // On a busy machine the child may not have had its time yet.
  const hadItsTime = () => cpuOf(child) - cpuBeforeMs >= request.deadlineMs;
  for (let turn = 0; reply === "late" && turn < EXTRA_TURNS && !hadItsTime(); turn += 1)
    reply = await inbox.next(SANDBOX_LIMITS.killMs / 2);
  return reply;
}

/** Milliseconds on the processor (proc(5), 100 ticks a second); without /proc as if it had worked all the time. */
function cpuOf({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Date.now();
  }
}

const send = (child: ChildProcess, request: SandboxRequest): void => {
  if (child.connected) child.send(request, () => {});
};

/** What the child says, one message at a time: the next one, `late` after a time, or `gone` when the child ended. */
function inboxOf(child: ChildProcess) {
  let waiting: ((reply: SandboxReply | "late" | "gone") => void) | null = null;
  let isGone = false;
  let startError: string | null = null;
  const tell = (reply: SandboxReply | "late" | "gone") => {
    const told = waiting;
    waiting = null;
    told?.(reply);
  };
  child.on("message", (message) => {
    const reply = Reply.safeParse(message);
    tell(reply.success ? reply.data : "gone");
  });
  child.on("error", (error) => {
    startError = `The sandbox for code did not start: ${error.message}`;
    isGone = true;
    tell("gone");
  });
  child.on("exit", () => {
    isGone = true;
    tell("gone");
  });
  return {
    startError: () => startError,
    isGone: () => isGone,
    next: (withinMs: number) =>
      new Promise<SandboxReply | "late" | "gone">((resolve) => {
        if (isGone) return resolve("gone");
        const timer = setTimeout(() => tell("late"), withinMs);
        waiting = (reply) => {
          clearTimeout(timer);
          resolve(reply);
        };
      }),
  };
}
