import type { RawOperation } from "@/lib/harness/openapi/read-openapi";

const MAX_KEY = 40;

/** A name for an argument that no other one has. */
export function argumentName(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .replaceAll(/[^A-Za-z0-9_]+/g, "_")
      .replaceAll(/^[^A-Za-z]+|_+$/g, "")
      .slice(0, 60) || "value";
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? plain : `${plain}_${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** What people call an operation. */
export function operationName({ method, path, operation }: RawOperation): string {
  const named = String(operation.summary ?? operation.operationId ?? "").trim();
  return (named || `${method.toUpperCase()} ${path}`).slice(0, 80);
}

/** What models call it: snake case of its id, or of method and path. */
export function operationKey({ method, path, operation }: RawOperation): string {
  const source = typeof operation.operationId === "string" ? operation.operationId : `${method} ${path}`;
  const key = source
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[^a-z]+|_+$/g, "");
  return key.slice(0, MAX_KEY) || method;
}

/** The key, with a number when it is taken. */
export function freeToolKey(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? wanted : `${wanted.slice(0, MAX_KEY - 4)}_${count}`;
    if (!taken.has(key)) return key;
  }
}
