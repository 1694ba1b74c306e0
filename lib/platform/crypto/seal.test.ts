import { expect, test, vi } from "vitest";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
async function ring(keks: string) {
  vi.resetModules();
  vi.stubEnv("SLIPWAY_APP_URL", "postgresql://none");
  vi.stubEnv("NEXTAUTH_SECRET", "test-secret-test-secret");
  vi.stubEnv("SLIPWAY_KEKS", keks);
  return await import("@/lib/platform/crypto/seal.server");
}

test("a sealed value opens again, as what it belongs to and as nothing else", async () => {
  const { seal, unseal } = await ring(`1:${key(1)}`);
  const sealed = seal("sk-very-secret", "tenant-a/secret-1/1");
  expect(sealed.includes(Buffer.from("secret"))).toBe(false);
  expect(unseal(sealed, "tenant-a/secret-1/1")).toBe("sk-very-secret");
  expect(() => unseal(sealed, "tenant-b/secret-1/1")).toThrow();
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => unseal(sealed, "tenant-a/secret-1/1")).toThrow();
});

test("after a new key joins the ring, old values still open; without their key they say so", async () => {
  const old = (await ring(`1:${key(1)}`)).seal("value", "x");
  expect((await ring(`2:${key(2)},1:${key(1)}`)).unseal(old, "x")).toBe("value");
  const { unseal } = await ring(`2:${key(2)}`);
  expect(() => unseal(old, "x")).toThrow(/version 1.*not in SLIPWAY_KEKS/);
});
