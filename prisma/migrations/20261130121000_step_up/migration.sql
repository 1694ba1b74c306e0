-- When the person of a session last proved who they are (docs/decisions/0122).
ALTER TABLE "session" ADD COLUMN "confirmed_at" TIMESTAMPTZ(3);
-- Signing in was such a proof.
UPDATE "session" SET "confirmed_at" = "created_at";
