import pino from "pino";
import { config } from "@/lib/platform/config/config.server";

let logger: pino.Logger | undefined;

/** Structured log on standard error. Log ids and outcomes, never payloads or secrets. */
export function log(): pino.Logger {
  logger ??= pino({ level: config().LOG_LEVEL, base: undefined }, pino.destination(2));
  return logger;
}
