import { z } from "zod";

export const ConfirmationView = z.object({
  /** `password`: type it. `sign-in`: sign in again with your organisation; there is no password here. */
  method: z.enum(["password", "sign-in"]),
  /** Until when it counts; null: it does not, now. */
  until: z.iso.datetime().nullable(),
});
export type ConfirmationView = z.infer<typeof ConfirmationView>;
export const ConfirmationAnswer = z.strictObject({ password: z.string().min(1).max(1_000) });
