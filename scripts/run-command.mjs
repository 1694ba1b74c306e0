import { spawn } from "node:child_process";

/** Runs a node program; returns `{code, output}`. `live` also shows the output while it comes. */
export function runCommand(args, { cwd, env = {}, live = false } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const take = (chunk) => {
    output += chunk;
    if (live) process.stdout.write(chunk);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  return new Promise((done) => child.once("close", (code, signal) => done({ code: signal ? 1 : code, output })));
}
