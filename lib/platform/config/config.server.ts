import { z } from "zod";

const Config = z.object({
  /** Connection of the restricted role `slip_app` (web, gateway, admin commands). */
  SLIPWAY_APP_URL: z.string().min(1),
  /** Connection of the restricted role `slip_worker` (worker only). */
  SLIPWAY_WORKER_URL: z.string().optional(),
  /** The dispatcher's own database (worker only). */
  SLIPWAY_DISPATCH_URL: z.string().optional(),
  NEXTAUTH_SECRET: z.string().min(16),
  NEXTAUTH_URL: z.string().default("http://127.0.0.1:3000"),
  PORT: z.coerce.number().int().default(3000),
  GATEWAY_PORT: z.coerce.number().int().default(4318),
  /** Where a worker tells its health, on 127.0.0.1; 0 = any free port, named in its log. */
  WORKER_PORT: z.coerce.number().int().default(0),
  /** Key-encryption keys `<version>:<base64 of 32 bytes>,…`; the first one seals, all of them open. */
  SLIPWAY_KEKS: z.string().min(40),
  /** Hosts with ports inside the private network that model connections and tools may reach, comma separated. Operators only. */
  SLIPWAY_PRIVATE_HOSTS: z.string().default(""),
  /** Other host names, with ports, under which MCP clients reach Slipway, comma separated. */
  SLIPWAY_PUBLIC_HOSTS: z.string().default(""),
  /**
   * Whether workers run user code: under a user of its own (the worker is root), also as the worker's user (`reduced`), or
   * not at all.
   */
  SLIPWAY_SANDBOX: z.enum(["own-user", "reduced", "off"]).default("own-user"),
  OIDC_ISSUER: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  LOG_LEVEL: z.string().default("info"),
});
export type Config = z.infer<typeof Config>;

let loaded: Config | undefined;

/** The environment, checked once. Throws a sentence that names what is missing. */
export function config(): Config {
  if (loaded) return loaded;
  const parsed = Config.safeParse(process.env);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(
      `The environment is not complete: ${names}. Start Slipway with \`npm start\`, or see docs/operating.md.`,
    );
  }
  loaded = parsed.data;
  return loaded;
}
