import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import { afterAll, beforeAll, expect, test } from "vitest";
import { structureProblems } from "@/scripts/check-structure.mjs";

/** One planted violation per rule: the file, what it imports, and the rule that must fire. */
const PLANTED: [rule: string, file: string, imports: string][] = [
  ["area-platform", "lib/platform/a.ts", "@/lib/governance/target"],
  ["area-release", "lib/release/a.ts", "@/lib/governance/target"],
  ["area-governance", "lib/governance/a.ts", "@/lib/runtime/target"],
  ["area-observability", "lib/observability/a.ts", "@/lib/harness/target"],
  ["area-harness", "lib/harness/a.ts", "@/lib/runtime/target"],
  ["area-runtime", "lib/runtime/a.ts", "@/lib/harness/target"],
  ["harness-never-reaches-runtime", "lib/harness/b.ts", "@/lib/runtime/target"],
  ["runtime-never-reaches-harness", "lib/runtime/b.ts", "@/lib/harness/target"],
  ["lib-not-up", "lib/release/b.ts", "@/components/ui/target"],
  ["components-not-app", "components/ui/a.ts", "@/app/target"],
  ["only-app-and-gateway-use-api", "lib/harness/c.ts", "@/lib/api/target"],
  ["pure-core", "lib/release/c.ts", "@/lib/release/target.server"],
  ["pure-core-no-node", "lib/release/d.ts", "node:fs"],
  ["not-to-unresolvable", "lib/release/e.ts", "@/lib/release/nowhere"],
  ["no-circular", "lib/release/f.ts", "@/lib/release/g"],
];
const TARGETS = ["lib/governance", "lib/release", "lib/runtime", "lib/harness", "components/ui", "app", "lib/api"];

let root = "";
let fired: Set<string>;
let seen: Set<string>;

function plant(file: string, text: string) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "slipway-architecture-"));
  for (const file of [".dependency-cruiser.cjs", "tsconfig.json"]) cpSync(file, join(root, file));
  symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"));
  for (const target of TARGETS) plant(`${target}/target.ts`, "export const target = 1;\n");
  plant("lib/release/target.server.ts", "export const target = 1;\n");
  plant("lib/release/g.ts", 'import "@/lib/release/f";\nexport const g = 1;\n');
  for (const [, file, imports] of PLANTED) plant(file, `import "${imports}";\nexport const planted = 1;\n`);
  const options = await extractOptions(join(root, ".dependency-cruiser.cjs"));
  const before = process.cwd();
  process.chdir(root);
  try {
    const result = await cruise(["app", "components", "lib"], { ...options, validate: true, baseDir: root });
    const output: ICruiseResult = JSON.parse(
      typeof result.output === "string" ? result.output : JSON.stringify(result.output),
    );
    fired = new Set(output.summary.violations.map((violation) => `${violation.rule.name} ${violation.from}`));
    seen = new Set(output.modules.map((module) => module.source));
  } finally {
    process.chdir(before);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(PLANTED)("a violation of %s is found", (rule, file) => {
  expect([...fired]).toContain(`${rule} ${file}`);
});

test("forbidden names, long files, server actions and unseen files are named", () => {
  plant("lib/release/utils.ts", "export const a = 1;\n");
  plant("lib/release/long.ts", "\n".repeat(251));
  plant("app/act.ts", '"use server";\nexport const act = 1;\n');
  const problems = structureProblems(root, seen).join("\n");
  expect(problems).toContain("lib/release/utils.ts: name the file");
  expect(problems).toContain("lib/release/long.ts: 251 lines");
  expect(problems).toContain("app/act.ts: no server actions");
  expect(problems).toContain("app/act.ts: the import checker did not see this file");
});
