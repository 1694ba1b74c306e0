import type { z } from "zod";
import type { HttpToolImpl, ToolSecret } from "@/lib/release/tool-definition";

type Impl = Pick<z.infer<typeof HttpToolImpl>, "secret" | "secrets">;

/** The secrets of an HTTP call in their order, whichever of the two forms it has. */
export function toolSecrets({ secret, secrets = [] }: Impl): readonly ToolSecret[] {
  if (!secret) return secrets;
  const { name, header, prefix } = secret;
  return [{ name, placement: { in: "header", name: header, prefix } }, ...secrets];
}

/** The form that is stored: one secret in a header as before there could be several, so that no tool changes its hash. */
export function storedSecrets(secrets: readonly ToolSecret[]): Impl {
  const [first, ...more] = secrets;
  if (!first) return {};
  if (more.length > 0 || first.placement.in !== "header") return { secrets: [...secrets] };
  return { secret: { name: first.name, header: first.placement.name, prefix: first.placement.prefix } };
}
